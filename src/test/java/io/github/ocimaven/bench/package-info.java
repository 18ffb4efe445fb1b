/** Compares the push with others: {@code mvn -Pbench verify}. */
package io.github.ocimaven.bench;

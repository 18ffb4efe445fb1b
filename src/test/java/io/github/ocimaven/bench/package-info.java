/** Compares the push with skopeo's: {@code mvn -Pbench verify}. */
package io.github.ocimaven.bench;

/**
 * Pushes thousands of mutated images: a few on every build, more by {@code mvn -Pfuzz verify}. What
 * a push may do with them is in {@link io.github.ocimaven.fuzz.Oracle}.
 */
package io.github.ocimaven.fuzz;

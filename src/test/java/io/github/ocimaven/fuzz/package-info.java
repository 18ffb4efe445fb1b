/**
 * Pushes thousands of mutated images: some in every build, more with {@code mvn -Pfuzz verify}.
 * {@link io.github.ocimaven.fuzz.Oracle} defines what a push may do with them.
 */
package io.github.ocimaven.fuzz;

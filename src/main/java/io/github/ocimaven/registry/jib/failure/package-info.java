/**
 * The facts of a failed request: one sealed type, created where the response or its absence is
 * seen. {@code registry.jib.explain} puts them into words.
 */
@NullMarked
package io.github.ocimaven.registry.jib.failure;

import org.jspecify.annotations.NullMarked;

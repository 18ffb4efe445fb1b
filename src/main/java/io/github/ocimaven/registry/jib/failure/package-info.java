/**
 * What went wrong with a request, as facts: one sealed type, made where the response, or its
 * absence, is seen. The words for it are in {@code registry.jib.explain}.
 */
@NullMarked
package io.github.ocimaven.registry.jib.failure;

import org.jspecify.annotations.NullMarked;

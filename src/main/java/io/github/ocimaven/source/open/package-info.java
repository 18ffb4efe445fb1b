/**
 * Finds a source, tells its format and opens it: what composes the other packages of {@code
 * source}.
 */
@NullMarked
package io.github.ocimaven.source.open;

import org.jspecify.annotations.NullMarked;

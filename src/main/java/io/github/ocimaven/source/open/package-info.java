/**
 * Finds a source, detects its format and opens it, by composing the other packages of {@code
 * source}.
 */
@NullMarked
package io.github.ocimaven.source.open;

import org.jspecify.annotations.NullMarked;

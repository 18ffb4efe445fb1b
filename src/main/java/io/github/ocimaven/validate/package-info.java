/** Validates a source without pushing it: its documents, and every byte of its blobs. */
@NullMarked
package io.github.ocimaven.validate;

import org.jspecify.annotations.NullMarked;

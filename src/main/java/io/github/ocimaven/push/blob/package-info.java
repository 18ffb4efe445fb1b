/** Verifies that a blob's bytes match its descriptor. */
@NullMarked
package io.github.ocimaven.push.blob;

import org.jspecify.annotations.NullMarked;

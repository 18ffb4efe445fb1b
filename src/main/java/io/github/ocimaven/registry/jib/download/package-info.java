/** Downloads of blobs: streamed, and resumed after a failure. */
@NullMarked
package io.github.ocimaven.registry.jib.download;

import org.jspecify.annotations.NullMarked;

/** What the rest of the plugin knows of a source: an image, its documents and its blobs. */
@NullMarked
package io.github.ocimaven.source;

import org.jspecify.annotations.NullMarked;

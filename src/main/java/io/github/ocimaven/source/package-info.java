/** The rest of the plugin's view of a source: an image, its documents and its blobs. */
@NullMarked
package io.github.ocimaven.source;

import org.jspecify.annotations.NullMarked;

/** Blobs on their way from a registry: read piece by piece, and continued after a break. */
@NullMarked
package io.github.ocimaven.registry.jib.download;

import org.jspecify.annotations.NullMarked;

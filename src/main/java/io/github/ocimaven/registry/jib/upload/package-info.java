/**
 * Uploads of blobs: whole, in parts, mounted, and resumed after a failure (distribution-spec,
 * "Pushing blobs").
 */
@NullMarked
package io.github.ocimaven.registry.jib.upload;

import org.jspecify.annotations.NullMarked;

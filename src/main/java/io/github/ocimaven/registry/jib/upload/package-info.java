/**
 * Blobs on their way to a registry: whole, in parts, mounted, and resumed after a break
 * (distribution-spec, "Pushing blobs").
 */
@NullMarked
package io.github.ocimaven.registry.jib.upload;

import org.jspecify.annotations.NullMarked;

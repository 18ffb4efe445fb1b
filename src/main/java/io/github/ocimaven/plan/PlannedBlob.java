package io.github.ocimaven.plan;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A blob that must be in the repository before the manifests are.
 *
 * @param descriptor its descriptor
 * @param content its bytes, of the descriptor's size; null if the source lacks them, which is not
 *     an error if the repository already has them (image-layout.md, rule L7)
 * @param diffId for a layer, the digest of its uncompressed tar according to the image's config
 *     (config.md, {@code rootfs.diff_ids}); null for everything else
 */
public record PlannedBlob(
    Descriptor descriptor, @Nullable Content content, @Nullable Digest diffId) {}

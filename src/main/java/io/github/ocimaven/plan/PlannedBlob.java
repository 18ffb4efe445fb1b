package io.github.ocimaven.plan;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A blob that must be in the repository before the manifests are.
 *
 * @param descriptor what it is
 * @param content its bytes, as many as the descriptor says; null where the source lacks them, which
 *     is no error if the repository has them already (image-layout.md, rule L7)
 * @param diffId for a layer, the digest of its uncompressed tar as the image's config gives it
 *     (config.md, {@code rootfs.diff_ids}); null for everything else
 */
public record PlannedBlob(
    Descriptor descriptor, @Nullable Content content, @Nullable Digest diffId) {}

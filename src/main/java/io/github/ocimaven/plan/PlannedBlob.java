package io.github.ocimaven.plan;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import org.jspecify.annotations.Nullable;

/**
 * A blob that must be in the repository before the manifests are.
 *
 * @param descriptor what it is
 * @param content its bytes, as many as the descriptor says; null where the source lacks them, which
 *     is no error if the repository has them already (image-layout.md, rule L7)
 */
public record PlannedBlob(Descriptor descriptor, @Nullable Content content) {}

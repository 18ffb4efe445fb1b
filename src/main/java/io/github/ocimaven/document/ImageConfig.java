package io.github.ocimaven.document;

import io.github.ocimaven.model.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of an image's config (image-spec, config.md) that a push needs.
 *
 * @param architecture for example {@code arm64}; empty if the config does not specify it
 * @param os for example {@code linux}; empty if the config does not specify it
 * @param variant for example {@code v8}, or null
 * @param diffIds the digests of the layers' uncompressed tars, the base layer's first; may be empty
 */
public record ImageConfig(
    String architecture, String os, @Nullable String variant, List<Digest> diffIds) {

  /** Copies the list. */
  public ImageConfig {
    diffIds = List.copyOf(diffIds);
  }
}

package io.github.ocimaven.model;

import org.jspecify.annotations.Nullable;

/**
 * The platform that an index gives for one of its manifests (image-spec, image-index.md).
 *
 * @param os for example {@code linux}
 * @param architecture for example {@code arm64}
 * @param variant for example {@code v8}, or null
 */
public record Platform(String os, String architecture, @Nullable String variant) {

  /** Returns {@code os/architecture[/variant]}. */
  @Override
  public String toString() {
    return os + "/" + architecture + (variant == null ? "" : "/" + variant);
  }
}

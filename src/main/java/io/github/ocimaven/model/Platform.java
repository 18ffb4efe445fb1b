package io.github.ocimaven.model;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The platform that an index states for one of its manifests (image-spec, image-index.md).
 *
 * @param os for example {@code linux}
 * @param architecture for example {@code arm64}
 * @param variant for example {@code v8}, or null
 * @param osVersion for example {@code 10.0.20348.2340}, by which images of Windows differ, or null
 */
public record Platform(
    String os, String architecture, @Nullable String variant, @Nullable String osVersion) {

  /**
   * Creates a platform of any version of the operating system.
   *
   * @param os for example {@code linux}
   * @param architecture for example {@code arm64}
   * @param variant for example {@code v8}, or null
   */
  public Platform(String os, String architecture, @Nullable String variant) {
    this(os, architecture, variant, null);
  }

  /**
   * Parses {@code os/architecture[/variant]}.
   *
   * @param text for example {@code linux/arm64/v8}
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static Platform parse(String text) {
    String[] parts = text.strip().split("/", -1);
    if (parts.length < 2 || parts.length > 3 || Stream.of(parts).anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a platform of the form os/architecture[/variant], such as linux/amd64");
    }
    return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : null);
  }

  /**
   * Returns the platform with the variant that it implies: the first 64-bit ARM is v8, and images
   * for it are published with and without that variant.
   */
  public Platform withImpliedVariant() {
    return variant == null && architecture.equals("arm64")
        ? new Platform(os, architecture, "v8", osVersion)
        : this;
  }

  /** Returns whether this is {@code unknown/unknown}, as BuildKit writes it for attestations. */
  public boolean isUnknown() {
    return os.equals("unknown") && architecture.equals("unknown");
  }

  /** Returns {@code os/architecture[/variant]}. */
  @Override
  public String toString() {
    return os + "/" + architecture + (variant == null ? "" : "/" + variant);
  }
}

package io.github.ocimaven.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor: the type, digest and size of a blob or manifest (image-spec, descriptor.md).
 *
 * @param mediaType the content's media type
 * @param digest the digest of the content
 * @param size the size of the content in bytes, 0 or more
 * @param platform the platform that an index states for it, or null
 * @param artifactType the artifact type of the manifest, or null if it is not stated
 * @param annotations its annotations; may be empty
 */
public record Descriptor(
    MediaType mediaType,
    Digest digest,
    long size,
    @Nullable Platform platform,
    @Nullable MediaType artifactType,
    Map<String, String> annotations) {

  /** The annotation with which {@code index.json} names an image. */
  public static final String REF_NAME = "org.opencontainers.image.ref.name";

  /**
   * Checks the size and copies the annotations.
   *
   * @throws IllegalArgumentException if the size is negative
   */
  public Descriptor {
    if (size < 0) {
      throw new IllegalArgumentException("a size is 0 or more bytes, not " + size);
    }
    annotations = Map.copyOf(annotations);
  }

  /**
   * Creates a descriptor without platform, artifact type and annotations.
   *
   * @param mediaType the content's media type
   * @param digest the digest of the content
   * @param size the size of the content in bytes
   */
  public Descriptor(MediaType mediaType, Digest digest, long size) {
    this(mediaType, digest, size, null, null, Map.of());
  }

  /**
   * Returns whether this describes an artifact that is not an image, as far as the descriptor says
   * so. Tools built on go-containerregistry (crane 0.22, ko 0.19) state the type of an image's
   * config as the artifact type of the image. BuildKit's attestations are for an unknown platform.
   */
  public boolean isArtifact() {
    return (artifactType != null && !artifactType.isImageConfig())
        || (platform != null && platform.isUnknown());
  }
}

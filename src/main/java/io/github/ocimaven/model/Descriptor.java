package io.github.ocimaven.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor: what a blob or manifest is, which bytes it has, and how many (image-spec,
 * descriptor.md).
 *
 * @param mediaType what it is
 * @param digest the digest of its bytes
 * @param size how many bytes it has, 0 or more
 * @param platform the platform that an index gives for it, or null
 * @param artifactType which kind of artifact the manifest is that it names, or null where it does
 *     not say
 * @param annotations its annotations; empty where there are none
 */
public record Descriptor(
    MediaType mediaType,
    Digest digest,
    long size,
    @Nullable Platform platform,
    @Nullable MediaType artifactType,
    Map<String, String> annotations) {

  /** The annotation by which {@code index.json} names an image. */
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
   * A descriptor without platform, artifact type and annotations.
   *
   * @param mediaType what it is
   * @param digest the digest of its bytes
   * @param size how many bytes it has
   */
  public Descriptor(MediaType mediaType, Digest digest, long size) {
    this(mediaType, digest, size, null, null, Map.of());
  }
}

package io.github.ocimaven.model;

/** The family of media types of a generated manifest. */
public enum ImageFormat {
  /** Docker's image manifest, schema 2, as pushed by {@code docker push}. */
  DOCKER,
  /** The OCI image manifest (image-spec, manifest.md). */
  OCI;

  /** Returns the media type of an image manifest. */
  public MediaType manifest() {
    return this == DOCKER ? MediaType.DOCKER_MANIFEST : MediaType.OCI_MANIFEST;
  }

  /** Returns the media type of an image's config. */
  public MediaType config() {
    return this == DOCKER ? MediaType.DOCKER_CONFIG : MediaType.OCI_CONFIG;
  }

  /** Returns the media type of an index. */
  public MediaType index() {
    return this == DOCKER ? MediaType.DOCKER_MANIFEST_LIST : MediaType.OCI_INDEX;
  }

  /**
   * Returns this family's media type for a layer.
   *
   * @param type the media type that either family has for it
   */
  public MediaType layer(MediaType type) {
    for (Compression compression : Compression.values()) {
      if (type.equals(DOCKER.layer(compression)) || type.equals(OCI.layer(compression))) {
        return layer(compression);
      }
    }
    throw new IllegalArgumentException("no layer of a generated manifest: " + type);
  }

  /** Returns the media type of a layer. */
  public MediaType layer(Compression compression) {
    return switch (compression) {
      case NONE -> this == DOCKER ? MediaType.DOCKER_LAYER : MediaType.OCI_LAYER;
      case GZIP -> this == DOCKER ? MediaType.DOCKER_LAYER_GZIP : MediaType.OCI_LAYER_GZIP;
      case ZSTD -> this == DOCKER ? MediaType.DOCKER_LAYER_ZSTD : MediaType.OCI_LAYER_ZSTD;
    };
  }
}

package io.github.ocimaven.model;

/** The family of media types that a synthesised manifest uses. */
public enum ImageFormat {
  /** Docker's image manifest, schema 2: what {@code docker push} writes. */
  DOCKER,
  /** The OCI image manifest (image-spec, manifest.md). */
  OCI;

  /** Returns the type of an image manifest. */
  public MediaType manifest() {
    return this == DOCKER ? MediaType.DOCKER_MANIFEST : MediaType.OCI_MANIFEST;
  }

  /** Returns the type of an image's config. */
  public MediaType config() {
    return this == DOCKER ? MediaType.DOCKER_CONFIG : MediaType.OCI_CONFIG;
  }

  /** Returns the type of an index. */
  public MediaType index() {
    return this == DOCKER ? MediaType.DOCKER_MANIFEST_LIST : MediaType.OCI_INDEX;
  }

  /**
   * Returns the type of a layer.
   *
   * @param compression how its tar is compressed
   */
  public MediaType layer(Compression compression) {
    return switch (compression) {
      case NONE -> this == DOCKER ? MediaType.DOCKER_LAYER : MediaType.OCI_LAYER;
      case GZIP -> this == DOCKER ? MediaType.DOCKER_LAYER_GZIP : MediaType.OCI_LAYER_GZIP;
      case ZSTD -> this == DOCKER ? MediaType.DOCKER_LAYER_ZSTD : MediaType.OCI_LAYER_ZSTD;
    };
  }
}

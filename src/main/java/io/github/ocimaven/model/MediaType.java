package io.github.ocimaven.model;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A media type (RFC 6838), and those that a push has to distinguish (image-spec, media-types.md,
 * and their Docker counterparts).
 *
 * @param name for example {@code application/vnd.oci.image.manifest.v1+json}
 */
public record MediaType(String name) {

  // Must precede the constants, which are checked against it.
  private static final String RESTRICTED_NAME = "[a-zA-Z0-9][a-zA-Z0-9!#$&^_.+-]{0,126}";
  private static final Pattern GRAMMAR = Pattern.compile(RESTRICTED_NAME + "/" + RESTRICTED_NAME);

  /** An OCI image index. */
  public static final MediaType OCI_INDEX =
      new MediaType("application/vnd.oci.image.index.v1+json");

  /** An OCI image manifest. */
  public static final MediaType OCI_MANIFEST =
      new MediaType("application/vnd.oci.image.manifest.v1+json");

  /** Docker's manifest list, the older form of an index. */
  public static final MediaType DOCKER_MANIFEST_LIST =
      new MediaType("application/vnd.docker.distribution.manifest.list.v2+json");

  /** Docker's image manifest, schema 2. */
  public static final MediaType DOCKER_MANIFEST =
      new MediaType("application/vnd.docker.distribution.manifest.v2+json");

  /** An OCI image's config. */
  public static final MediaType OCI_CONFIG =
      new MediaType("application/vnd.oci.image.config.v1+json");

  /** Docker's image config. */
  public static final MediaType DOCKER_CONFIG =
      new MediaType("application/vnd.docker.container.image.v1+json");

  /** The empty JSON object, which artifacts have instead of a config. */
  public static final MediaType EMPTY = new MediaType("application/vnd.oci.empty.v1+json");

  /** An OCI layer: a plain tar. */
  public static final MediaType OCI_LAYER = new MediaType("application/vnd.oci.image.layer.v1.tar");

  /** An OCI layer, compressed with gzip. */
  public static final MediaType OCI_LAYER_GZIP = new MediaType(OCI_LAYER + "+gzip");

  /** An OCI layer, compressed with zstd. */
  public static final MediaType OCI_LAYER_ZSTD = new MediaType(OCI_LAYER + "+zstd");

  /** Docker's layer: a plain tar. */
  public static final MediaType DOCKER_LAYER =
      new MediaType("application/vnd.docker.image.rootfs.diff.tar");

  /** Docker's layer, compressed with gzip. */
  public static final MediaType DOCKER_LAYER_GZIP = new MediaType(DOCKER_LAYER + ".gzip");

  /** Docker's layer, compressed with zstd, as named by BuildKit and containerd. */
  public static final MediaType DOCKER_LAYER_ZSTD = new MediaType(DOCKER_LAYER + ".zstd");

  private static final Set<String> LAYERS =
      Set.of(
          OCI_LAYER.name,
          OCI_LAYER_GZIP.name,
          OCI_LAYER_ZSTD.name,
          DOCKER_LAYER.name,
          DOCKER_LAYER_GZIP.name,
          DOCKER_LAYER_ZSTD.name);

  private static final List<String> NONDISTRIBUTABLE =
      List.of(
          "application/vnd.oci.image.layer.nondistributable.",
          "application/vnd.docker.image.rootfs.foreign.");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name does not match RFC 6838
   */
  public MediaType {
    if (!GRAMMAR.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is not a media type of the form type/name");
    }
  }

  /**
   * Returns whether this is one of Docker's media types. Docker's documents have no annotations,
   * artifact types or subjects, so the rules for those do not apply.
   */
  public boolean isDocker() {
    return name.startsWith("application/vnd.docker.");
  }

  /** Returns whether this is an index, whose manifests are pushed before it. */
  public boolean isIndex() {
    return equals(OCI_INDEX) || equals(DOCKER_MANIFEST_LIST);
  }

  /** Returns whether this is an image manifest, whose config and layers are pushed before it. */
  public boolean isManifest() {
    return equals(OCI_MANIFEST) || equals(DOCKER_MANIFEST);
  }

  /** Returns whether this is an image's config, the only kind of config that is ever parsed. */
  public boolean isImageConfig() {
    return equals(OCI_CONFIG) || equals(DOCKER_CONFIG);
  }

  /** Returns whether this is an image's layer: a plain or compressed tar. */
  public boolean isLayer() {
    return LAYERS.contains(name) || isNondistributable();
  }

  /**
   * Returns whether this is a layer that is fetched from elsewhere and by default not uploaded
   * (layer.md, "Non-Distributable Layers"). Only the media type counts, never {@code urls}.
   */
  public boolean isNondistributable() {
    return NONDISTRIBUTABLE.stream().anyMatch(name::startsWith);
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}

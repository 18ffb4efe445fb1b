package io.github.ocimaven.model;

import java.util.regex.Pattern;

/**
 * A media type as RFC 6838 names them, and the ones that a push has to tell apart (image-spec,
 * media-types.md, and their Docker counterparts).
 *
 * @param name for example {@code application/vnd.oci.image.manifest.v1+json}
 */
public record MediaType(String name) {

  // Before the constants, which are checked against it.
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

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name does not match RFC 6838
   */
  public MediaType {
    if (!GRAMMAR.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no media type of the form type/name");
    }
  }

  /** Tells whether this is an index, whose manifests are pushed before it. */
  public boolean isIndex() {
    return equals(OCI_INDEX) || equals(DOCKER_MANIFEST_LIST);
  }

  /** Tells whether this is an image manifest, whose config and layers are pushed before it. */
  public boolean isManifest() {
    return equals(OCI_MANIFEST) || equals(DOCKER_MANIFEST);
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}

package io.github.ocimaven.model;

/**
 * A tag or digest under which a manifest is requested or stored: distribution-spec's {@code
 * <reference>}. Its {@code toString()} is used in URLs and messages.
 */
public sealed interface ManifestName {

  /**
   * Names the manifest to which a tag currently points.
   *
   * @param tag for example {@code 1.0}
   * @throws InvalidReferenceException if it is not allowed
   */
  static ManifestName tag(String tag) {
    return new Tag(tag);
  }

  /** Names the manifest that has a digest. */
  static ManifestName of(Digest digest) {
    return new ByDigest(digest);
  }

  /**
   * A tag, which may move.
   *
   * @param value for example {@code 1.0}
   */
  record Tag(String value) implements ManifestName {

    /**
     * Checks the tag.
     *
     * @throws InvalidReferenceException if it is not allowed
     */
    public Tag {
      Reference.requireTag(value);
    }

    @Override
    public String toString() {
      return value;
    }
  }

  /**
   * A digest, which always names the same bytes.
   *
   * @param digest the manifest's digest
   */
  record ByDigest(Digest digest) implements ManifestName {

    @Override
    public String toString() {
      return digest.toString();
    }
  }
}

package io.github.ocimaven.model;

/**
 * By what a manifest is asked for, or stored: distribution-spec's {@code <reference>}. Its text is
 * the one that URLs and messages have.
 */
public sealed interface ManifestName {

  /**
   * Names what a tag names at the moment.
   *
   * @param tag for example {@code 1.0}
   * @throws InvalidReferenceException if it is not allowed
   */
  static ManifestName tag(String tag) {
    return new Tag(tag);
  }

  /**
   * Names the manifest that has a digest, now and for ever.
   *
   * @param digest the manifest's digest
   */
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
   * A digest, which names the same bytes for ever.
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

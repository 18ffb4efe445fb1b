package io.github.ocimaven.model;

/**
 * A manifest or an index: its bytes exactly as they were read, because its digest identifies them.
 * It is never re-serialized.
 */
public final class Manifest {

  private final MediaType mediaType;
  private final byte[] bytes;
  private final Digest digest;

  /**
   * Creates a manifest with a copy of the bytes.
   *
   * @param mediaType the media type to send to the registry
   * @param bytes the JSON document
   */
  public Manifest(MediaType mediaType, byte[] bytes) {
    this.mediaType = mediaType;
    this.bytes = bytes.clone();
    this.digest = Digest.sha256(bytes);
  }

  /** Returns the media type to send to the registry, as {@code Content-Type}. */
  public MediaType mediaType() {
    return mediaType;
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the sha256 digest of the bytes. */
  public Digest digest() {
    return digest;
  }

  /** Returns the media type and digest. */
  @Override
  public String toString() {
    return mediaType + " " + digest;
  }
}

package io.github.ocimaven.model;

/** The compression of a layer's tar, or of a whole archive. */
public enum Compression {
  /** Not compressed. */
  NONE,
  /** gzip (RFC 1952). */
  GZIP,
  /** zstd (RFC 8878). */
  ZSTD
}

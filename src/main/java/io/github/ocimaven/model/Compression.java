package io.github.ocimaven.model;

/** How a layer's tar, or a whole archive, is compressed. */
public enum Compression {
  /** Not at all. */
  NONE,
  /** By gzip (RFC 1952). */
  GZIP,
  /** By zstd (RFC 8878). */
  ZSTD
}

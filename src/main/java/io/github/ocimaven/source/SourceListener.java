package io.github.ocimaven.source;

/** Notified before slow steps on the way to a readable image. All methods are no-ops by default. */
public interface SourceListener {

  /** Ignores all notifications. */
  SourceListener NONE = new SourceListener() {};

  /**
   * A compressed archive is about to be decompressed to a temporary file.
   *
   * @param source the source's path
   * @param bytes its compressed size
   */
  default void decompressing(String source, long bytes) {}

  /**
   * Layers are about to be compressed, except those that an earlier run compressed.
   *
   * @param source the source's path
   * @param layers the number of layers
   * @param bytes their total uncompressed size
   */
  default void compressing(String source, int layers, long bytes) {}

  /**
   * A program is about to save an image.
   *
   * @param source the source, for example {@code docker-daemon:acme/app:1.0}
   * @param program the program, for example {@code docker}
   */
  default void saving(String source, String program) {}
}

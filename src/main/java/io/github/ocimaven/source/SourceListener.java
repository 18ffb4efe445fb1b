package io.github.ocimaven.source;

/**
 * Is told what takes its time before an image can be read. What its methods do is nothing by
 * default.
 */
public interface SourceListener {

  /** Hears nothing. */
  SourceListener NONE = new SourceListener() {};

  /**
   * A whole source is decompressed to a temporary file.
   *
   * @param source the source's path
   * @param bytes how many bytes it has as it is
   */
  default void decompressing(String source, long bytes) {}

  /**
   * Layers are compressed that were not compressed before.
   *
   * @param source the source's path
   * @param layers how many
   * @param bytes how many bytes they have together as they are
   */
  default void compressing(String source, int layers, long bytes) {}

  /**
   * A program is asked to hand an image over.
   *
   * @param source the source, for example {@code docker-daemon:acme/app:1.0}
   * @param program the program
   */
  default void saving(String source, String program) {}
}

package io.github.ocimaven.source.files;

import io.github.ocimaven.source.NotAnImageException;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** Recognizes the beginning of a tar, in any dialect. */
public final class TarHeader {

  /** The size of a header in bytes. */
  public static final int BYTES = 512;

  private TarHeader() {}

  /**
   * Returns whether a block is a header, judging by its checksum: the oldest dialect has no magic.
   *
   * @param block a tar's first {@value #BYTES} bytes, or fewer if the tar is shorter
   */
  public static boolean isHeader(byte[] block) {
    if (block.length < BYTES) {
      return false;
    }
    try {
      return TarUtils.verifyCheckSum(block);
    } catch (IllegalArgumentException e) {
      return false; // the checksum field is not a number
    }
  }

  /**
   * Returns whether a block of all zeros ends a tar. A tar without entries begins with its end.
   *
   * @param block {@value #BYTES} bytes, or fewer if the tar is shorter
   */
  public static boolean isEnd(byte[] block) {
    if (block.length < BYTES) {
      return false;
    }
    for (byte value : block) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Requires that a source is a tar.
   *
   * @param name the source's path, for the message
   * @param head its first {@value #BYTES} bytes, decompressed, or fewer if it is shorter
   * @throws NotAnImageException if it is not a tar
   */
  public static void require(String name, byte[] head) {
    if (!isHeader(head) && !isEnd(head)) {
      throw new NotAnImageException(
          name,
          head.length == 0
              ? "it is empty"
              : "it is not a tar, plain or compressed with gzip or zstd",
          NotAnImageException.WRITE_AN_IMAGE,
          null);
    }
  }
}

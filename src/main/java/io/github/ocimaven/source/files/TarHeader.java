package io.github.ocimaven.source.files;

import io.github.ocimaven.source.NotAnImageException;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** Tells whether bytes are the beginning of a tar, of whatever dialect. */
public final class TarHeader {

  /** How many bytes a header has. */
  public static final int BYTES = 512;

  private TarHeader() {}

  /**
   * Tells whether a block is a header, by its checksum, which is all that the oldest dialect has.
   *
   * @param block a tar's first {@value #BYTES} bytes, or fewer where there are no more
   */
  public static boolean isHeader(byte[] block) {
    if (block.length < BYTES) {
      return false;
    }
    try {
      return TarUtils.verifyCheckSum(block);
    } catch (IllegalArgumentException e) {
      return false; // there is no number where a header has its checksum
    }
  }

  /**
   * Tells whether a block ends a tar: it is all zeros. A tar without entries begins with its end.
   *
   * @param block {@value #BYTES} bytes, or fewer where there are no more
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
   * Refuses what is no tar.
   *
   * @param name the source's path, for the message
   * @param head its first bytes, decompressed: as many as a header has, where there are as many
   */
  public static void require(String name, byte[] head) {
    if (!isHeader(head) && !isEnd(head)) {
      throw new NotAnImageException(
          name,
          head.length == 0 ? "it is empty" : "it is no tar, plain or behind gzip or zstd",
          NotAnImageException.WRITE_AN_IMAGE,
          null);
    }
  }
}

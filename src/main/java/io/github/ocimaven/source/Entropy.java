package io.github.ocimaven.source;

/** Judges by the frequency of byte values whether compressing would gain anything. */
final class Entropy {

  /**
   * Above so many bits per byte, bytes are taken for compressed. Random bytes have 7.999 in a chunk
   * of 256 KiB, jars and pictures more than 7.95; machine code has about 6, text less than 5.
   */
  private static final double COMPRESSED_BITS = 7.9;

  /** With fewer bytes than this the frequencies say nothing. */
  private static final int MIN_BYTES = 16 * 1024;

  private static final int VALUES = 256;

  private Entropy() {}

  /**
   * Tells whether bytes look compressed (or encrypted).
   *
   * @param bytes holds them from the start
   * @param length how many there are
   */
  static boolean looksCompressed(byte[] bytes, int length) {
    if (length < MIN_BYTES) {
      return false;
    }
    // Two tables, because a processor waits where one counter is written twice in a row.
    int[] even = new int[VALUES];
    int[] odd = new int[VALUES];
    for (int i = 0; i + 1 < length; i += 2) {
      even[bytes[i] & 0xff]++;
      odd[bytes[i + 1] & 0xff]++;
    }
    double counted = length - length % 2;
    double bits = 0;
    for (int value = 0; value < VALUES; value++) {
      int count = even[value] + odd[value];
      if (count > 0) {
        bits -= count / counted * (Math.log(count / counted) / Math.log(2));
      }
    }
    return bits > COMPRESSED_BITS;
  }
}

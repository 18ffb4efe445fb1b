package io.github.ocimaven.source.saved;

/** Judges by the frequency of byte values whether compressing would gain anything. */
final class Entropy {

  /**
   * Above so many bits per byte, bytes are taken for compressed. Random bytes have 7.99 in a chunk
   * of 256 KiB, jars and pictures more than 7.95; machine code has about 6, text less than 5.
   */
  private static final double COMPRESSED_BITS = 7.9;

  /** With fewer bytes than this the frequencies say nothing. */
  private static final int MIN_BYTES = 64 * 1024;

  /** One byte in so many is looked at; a power of two would meet the same columns of a table. */
  private static final int STEP = 7;

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
    int[] counts = new int[VALUES];
    int counted = 0;
    for (int i = 0; i < length; i += STEP) {
      counts[bytes[i] & 0xff]++;
      counted++;
    }
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / counted;
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits > COMPRESSED_BITS;
  }
}

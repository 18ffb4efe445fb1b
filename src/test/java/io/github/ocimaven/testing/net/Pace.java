package io.github.ocimaven.testing.net;

/** The bandwidth of one direction of a link, which all its connections share, first come first. */
final class Pace {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final int LARGEST_PIECE = 128 * 1024;
  private static final int SMALL_PIECE = 16 * 1024;

  private final double nanosPerByte;
  private long free = System.nanoTime();

  /** A pace of so many bits per second, or {@link SlowLink#UNLIMITED}. */
  Pace(long bitsPerSecond) {
    nanosPerByte =
        bitsPerSecond == SlowLink.UNLIMITED ? 0 : Byte.SIZE * NANOS_PER_SECOND / bitsPerSecond;
  }

  /** How many bytes may be put on the line at once, so that other connections get their turns. */
  int pieceBytes() {
    return nanosPerByte == 0 ? LARGEST_PIECE : SMALL_PIECE;
  }

  /**
   * Takes the next free time on the line.
   *
   * @param bytes how many are to be sent
   * @param now the {@link System#nanoTime} from which on they are there
   * @return the {@link System#nanoTime} when the last of them is on its way
   */
  synchronized long reserve(int bytes, long now) {
    long begin = free - now > 0 ? free : now;
    free = begin + (long) (bytes * nanosPerByte);
    return free;
  }
}

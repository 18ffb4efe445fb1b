package io.github.ocimaven.testing.net;

/** The bandwidth of one direction of a link, which all its connections share, first come first. */
final class Pace {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final int LARGEST_PIECE = 128 * 1024;
  private static final int SMALL_PIECE = 16 * 1024;

  private final double nanosPerByte;
  private long free = System.nanoTime();

  /** Creates a pace in bits per second, or {@link SlowLink#UNLIMITED}. */
  Pace(long bitsPerSecond) {
    nanosPerByte =
        bitsPerSecond == SlowLink.UNLIMITED ? 0 : Byte.SIZE * NANOS_PER_SECOND / bitsPerSecond;
  }

  /** The number of bytes that may be sent at once, so that other connections get their turns. */
  int pieceBytes() {
    return nanosPerByte == 0 ? LARGEST_PIECE : SMALL_PIECE;
  }

  /**
   * Takes the next free time on the line.
   *
   * @param bytes the number of bytes to send
   * @param now the {@link System#nanoTime} from which on they are available
   * @return the {@link System#nanoTime} when the last of them has been sent
   */
  synchronized long reserve(int bytes, long now) {
    long begin = free - now > 0 ? free : now;
    free = begin + (long) (bytes * nanosPerByte);
    return free;
  }
}

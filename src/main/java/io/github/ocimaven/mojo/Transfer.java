package io.github.ocimaven.mojo;

import io.github.ocimaven.model.Units;

/** How much of one destination's blobs has been sent, in words. */
final class Transfer {

  /** Before that, a rate is guesswork. */
  private static final double SECONDS_BEFORE_ESTIMATE = 2;

  private final String name;
  private final int blobs;
  private final long bytes;
  private final long begin;
  private int blobsDone;
  private long bytesSent;

  /**
   * Begins to count.
   *
   * @param name the destination
   * @param blobs how many blobs there are to send
   * @param bytes how many bytes they have
   * @param now the time, in nanoseconds
   */
  Transfer(String name, int blobs, long bytes, long now) {
    this.name = name;
    this.blobs = blobs;
    this.bytes = bytes;
    this.begin = now;
  }

  /** Returns the destination. */
  String name() {
    return name;
  }

  void sent(long more) {
    bytesSent += more;
  }

  void blobDone() {
    blobsDone++;
  }

  /** Returns how much has been sent, in percent. */
  int percent() {
    return bytes == 0 ? 100 : (int) (100 * bytesSent / bytes);
  }

  /**
   * Describes the state.
   *
   * @param now the time, in nanoseconds
   */
  String describe(long now) {
    double seconds = (now - begin) / 1e9;
    long rate = seconds > 0 ? (long) (bytesSent / seconds) : 0;
    String left =
        rate > 0 && seconds >= SECONDS_BEFORE_ESTIMATE
            ? ", "
                + Units.bytes(rate)
                + "/s, "
                + Units.seconds((bytes - bytesSent) / rate)
                + " left"
            : "";
    return blobsDone
        + " of "
        + Units.count(blobs, "blob")
        + ", "
        + Units.bytes(bytesSent)
        + " of "
        + Units.bytes(bytes)
        + left;
  }
}

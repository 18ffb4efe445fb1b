package io.github.ocimaven.mojo.log;

import io.github.ocimaven.text.Units;

/** Counts how much of the lacking content has been sent, and describes it in words. */
final class Transfer {

  /** A rate measured over less time is guesswork. */
  private static final double SECONDS_BEFORE_ESTIMATE = 2;

  private final String name;
  private final long begin;
  private int blobs;
  private long bytes;
  private int blobsDone;
  private long bytesSent;

  /**
   * Creates a transfer that starts now.
   *
   * @param name the destinations, for messages
   * @param now the time, in nanoseconds
   */
  Transfer(String name, long now) {
    this.name = name;
    this.begin = now;
  }

  /** Returns the names of the destinations. */
  String name() {
    return name;
  }

  /**
   * Adds content that has to be sent.
   *
   * @param moreBlobs how many more blobs; negative for fewer
   * @param moreBytes how many more bytes; negative for fewer
   */
  void lacks(int moreBlobs, long moreBytes) {
    blobs += moreBlobs;
    bytes += moreBytes;
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

package io.github.ocimaven.mojo.log;

import io.github.ocimaven.text.Units;

/** How much of what the destinations lack has been sent, in words. */
final class Transfer {

  /** Before that, a rate is guesswork. */
  private static final double SECONDS_BEFORE_ESTIMATE = 2;

  private final String name;
  private final long begin;
  private int blobs;
  private long bytes;
  private int blobsDone;
  private long bytesSent;

  /**
   * Begins to count.
   *
   * @param name the destinations
   * @param now the time, in nanoseconds
   */
  Transfer(String name, long now) {
    this.name = name;
    this.begin = now;
  }

  /** Returns the destinations. */
  String name() {
    return name;
  }

  /**
   * There is more to send.
   *
   * @param moreBlobs how many more blobs; negative for less
   * @param moreBytes how many more bytes; negative for less
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

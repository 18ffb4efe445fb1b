package io.github.ocimaven.model;

import java.io.IOException;
import java.io.InputStream;

/**
 * What a stream had.
 *
 * @param digest the sha256 digest of its bytes
 * @param size how many bytes it had
 */
public record DigestAndSize(Digest digest, long size) {

  /** Large enough for the hash to run at the speed of memory, small enough for many at once. */
  public static final int BUFFER_BYTES = 256 * 1024;

  /**
   * Reads a stream to its end, or until it has more bytes than it may.
   *
   * @param in the stream; stays open
   * @param limit how many bytes it may have: where the result's size is larger, it has more
   * @param progress is called now and then; what it throws ends the reading
   * @throws IOException if it can't be read
   */
  public static DigestAndSize read(InputStream in, long limit, Runnable progress)
      throws IOException {
    Hash hash = Hash.sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    long size = 0;
    for (int count = in.read(buffer); count >= 0 && size <= limit; count = in.read(buffer)) {
      hash.update(buffer, 0, count);
      size += count;
      progress.run();
    }
    return new DigestAndSize(hash.digest(), size);
  }
}

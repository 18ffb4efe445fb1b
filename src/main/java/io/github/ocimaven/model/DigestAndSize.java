package io.github.ocimaven.model;

import java.io.IOException;
import java.io.InputStream;

/**
 * The digest and size of a stream.
 *
 * @param digest the sha256 digest of its bytes
 * @param size its size in bytes
 */
public record DigestAndSize(Digest digest, long size) {

  /** Large enough to hash at memory speed, small enough to have many at once. */
  public static final int BUFFER_BYTES = 256 * 1024;

  /**
   * Reads a stream to its end, or until it exceeds a limit.
   *
   * @param in the stream; stays open
   * @param limit the maximum size in bytes; if the returned size is larger, the stream exceeds it
   * @param progress called after each buffer; may throw to end the reading
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

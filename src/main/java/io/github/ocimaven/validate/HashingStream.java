package io.github.ocimaven.validate;

import io.github.ocimaven.model.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and counts the bytes read through it, and remembers whether reading failed. Closing it is
 * a no-op: a decompressor closes its input, but bytes after the compressed ones count too.
 */
final class HashingStream extends InputStream {

  private final InputStream in;
  private final long size;
  private final @Nullable Hash hash;
  private long count;
  private boolean failed;

  /**
   * Creates a stream.
   *
   * @param in the underlying stream, which this does not close
   * @param size its expected size in bytes
   * @param hash gets the bytes, if present
   */
  HashingStream(InputStream in, long size, Optional<Hash> hash) {
    this.in = in;
    this.size = size;
    this.hash = hash.orElse(null);
  }

  /**
   * Stops the current thread's work if the thread was interrupted.
   *
   * @throws CancellationException if it was interrupted
   */
  static void requireRunning() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the validation is over");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int off, int len) throws IOException {
    requireRunning();
    try {
      int read = in.read(buffer, off, len);
      if (read > 0) {
        count += read;
        if (hash != null) {
          hash.update(buffer, off, read);
        }
      }
      return read;
    } catch (IOException e) {
      requireRunning(); // an interrupt closes the file
      failed = true;
      throw e;
    }
  }

  /** The JDK assumes that a gzip member is the last one if no bytes are available after it. */
  @Override
  public int available() {
    return (int) Math.min(size - count, Integer.MAX_VALUE);
  }

  /** Returns the number of bytes read. */
  long count() {
    return count;
  }

  /** Returns whether an exception came from reading the bytes, not from decoding them. */
  boolean hasFailed() {
    return failed;
  }

  @Override
  public void close() {
    // see above
  }
}

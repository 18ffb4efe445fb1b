package io.github.ocimaven.validate;

import io.github.ocimaven.model.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and counts what is read through it, and remembers whether reading failed. Closing it does
 * nothing: a decompressor closes what it reads, but bytes behind the compressed ones count too.
 */
final class HashingStream extends InputStream {

  private final InputStream in;
  private final long size;
  private final @Nullable Hash hash;
  private long count;
  private boolean failed;

  /**
   * Begins.
   *
   * @param in what to read; whoever opened it closes it
   * @param size how many bytes to expect
   * @param hash gets them
   */
  HashingStream(InputStream in, long size, Optional<Hash> hash) {
    this.in = in;
    this.size = size;
    this.hash = hash.orElse(null);
  }

  /**
   * Ends the work of a thread that was told to stop.
   *
   * @throws CancellationException if it was
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
      requireRunning(); // an interruption closes the file
      failed = true;
      throw e;
    }
  }

  /** The JDK takes a gzip member for the last one where nothing is available behind it. */
  @Override
  public int available() {
    return (int) Math.min(size - count, Integer.MAX_VALUE);
  }

  /** Returns how many bytes were read. */
  long count() {
    return count;
  }

  /** Tells whether an exception came from here, and not from what makes sense of the bytes. */
  boolean hasFailed() {
    return failed;
  }

  @Override
  public void close() {
    // see above
  }
}

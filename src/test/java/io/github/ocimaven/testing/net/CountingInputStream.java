package io.github.ocimaven.testing.net;

import io.github.ocimaven.testing.Digests;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes read from a request body. */
public final class CountingInputStream extends FilterInputStream {

  private long count;

  public CountingInputStream(InputStream in) {
    super(in);
  }

  public long count() {
    return count;
  }

  /** Reads and discards up to a limit, and returns whether the stream ended before it. */
  public boolean drain(long limit) throws IOException {
    byte[] buffer = new byte[Digests.BUFFER_SIZE];
    long drained = 0;
    for (int n = read(buffer); n >= 0; n = read(buffer)) {
      drained += n;
      if (drained >= limit) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      count++;
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    count += Math.max(n, 0);
    return n;
  }
}

package io.github.ocimaven.process;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The output of a pipe, up to a limit; the rest is read and discarded. Used by one thread. */
final class Outlet implements Closeable {

  /** Enough for any message and any secret. */
  static final int MAX_BYTES = 1024 * 1024;

  private final InputStream pipe;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

  /**
   * Creates an outlet without reading anything yet.
   *
   * @param pipe the pipe, closed with this
   */
  Outlet(InputStream pipe) {
    this.pipe = pipe;
  }

  /** Reads the available bytes, without waiting for more. */
  void take() throws IOException {
    byte[] bytes;
    // When a process ends, the JDK drains its pipe, holding this lock. Without the lock, that could
    // happen between the two calls, and readNBytes would block if a child of the process keeps the
    // pipe open.
    synchronized (pipe) {
      bytes = pipe.readNBytes(pipe.available());
    }
    taken.write(bytes, 0, Math.min(bytes.length, MAX_BYTES - taken.size()));
  }

  /** Returns the output so far. */
  String text() {
    return taken.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    pipe.close();
  }
}

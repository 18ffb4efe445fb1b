package io.github.ocimaven.process;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What comes out of a pipe, up to a limit; the rest is read, and dropped. Used by one thread. */
final class Outlet implements Closeable {

  /** Enough for any words and any secret. */
  static final int MAX_BYTES = 1024 * 1024;

  private final InputStream pipe;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

  /**
   * Begins to read.
   *
   * @param pipe is closed with this
   */
  Outlet(InputStream pipe) {
    this.pipe = pipe;
  }

  /** Takes what is there, without waiting for more. */
  void take() throws IOException {
    byte[] bytes;
    // When a process ends, the JDK empties its pipe, under this lock: between the two calls, so
    // that the second would wait, where a child of the process keeps the pipe open.
    synchronized (pipe) {
      bytes = pipe.readNBytes(pipe.available());
    }
    taken.write(bytes, 0, Math.min(bytes.length, MAX_BYTES - taken.size()));
  }

  /** Returns what was taken. */
  String text() {
    return taken.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    pipe.close();
  }
}

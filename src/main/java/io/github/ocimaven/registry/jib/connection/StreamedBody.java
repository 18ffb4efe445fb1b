package io.github.ocimaven.registry.jib.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response that is streamed from its connection. At its end, the connection returns
 * to the pool. If it is closed earlier, the connection is shut down, since reading the rest may
 * take longer than opening a new one.
 */
final class StreamedBody extends HttpEntityWrapper {

  private final InputStream content;

  /**
   * Wraps a body.
   *
   * @param reading runs each read, and is closed with the body
   * @throws IOException if the body can't be read
   */
  StreamedBody(HttpEntity body, InFlight.Reading reading) throws IOException {
    super(body);
    this.content = new Stream(body.getContent(), reading);
  }

  @Override
  public InputStream getContent() {
    return content;
  }

  /** Hides the encoding, since Google's client would decode it: the blob is the bytes as sent. */
  @Override
  public @Nullable Header getContentEncoding() {
    return null;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    content.transferTo(out);
  }

  private static final class Stream extends InputStream {

    private final InputStream in;
    private final InFlight.Reading reading;

    Stream(InputStream in, InFlight.Reading reading) {
      this.in = in;
      this.reading = reading;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = reading.read(() -> in.read(buffer, offset, length));
      if (read < 0) {
        reading.close();
      }
      return read;
    }

    @Override
    public void close() {
      reading.close();
    }
  }
}

package io.github.ocimaven.registry.jib.connection;

import java.io.IOException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.HttpResponse;
import org.apache.http.config.MessageConstraints;
import org.apache.http.impl.conn.DefaultHttpResponseParser;
import org.apache.http.io.HttpMessageParser;
import org.apache.http.io.HttpMessageParserFactory;
import org.apache.http.io.HttpTransportMetrics;
import org.apache.http.io.SessionInputBuffer;
import org.apache.http.util.CharArrayBuffer;

/**
 * Parses responses, and rejects those with a truncated head. Apache's parser treats the end of a
 * connection as the end of the head: a {@code Location} could be missing or truncated.
 */
final class StrictResponseParser implements HttpMessageParserFactory<HttpResponse> {

  @Override
  public HttpMessageParser<HttpResponse> create(
      SessionInputBuffer buffer, MessageConstraints constraints) {
    return new DefaultHttpResponseParser(new Lines(buffer), constraints);
  }

  /** Requires an empty line at the end of a head. Only lines are read through this buffer. */
  private static final class Lines implements SessionInputBuffer {

    private final SessionInputBuffer buffer;
    private boolean withinHead;

    Lines(SessionInputBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public int readLine(CharArrayBuffer line) throws IOException {
      int length = buffer.readLine(line);
      if (length < 0 && withinHead) {
        throw new ConnectionClosedException("The response ends within its head");
      }
      withinHead = length > 0;
      return length;
    }

    @Override
    @Deprecated
    public String readLine() throws IOException {
      return buffer.readLine();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return buffer.read(bytes, offset, length);
    }

    @Override
    public int read(byte[] bytes) throws IOException {
      return buffer.read(bytes);
    }

    @Override
    public int read() throws IOException {
      return buffer.read();
    }

    @Override
    @Deprecated
    public boolean isDataAvailable(int timeout) throws IOException {
      return buffer.isDataAvailable(timeout);
    }

    @Override
    public HttpTransportMetrics getMetrics() {
      return buffer.getMetrics();
    }
  }
}

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
 * Parses answers, and refuses those whose head breaks off. Apache's parser takes the end of a
 * connection for the end of the head: a {@code Location} could be missing, or be half of itself.
 */
final class StrictResponseParser implements HttpMessageParserFactory<HttpResponse> {

  @Override
  public HttpMessageParser<HttpResponse> create(
      SessionInputBuffer buffer, MessageConstraints constraints) {
    return new DefaultHttpResponseParser(new Lines(buffer), constraints);
  }

  /** Ends a head with an empty line only. Apart from lines, nothing is read through it. */
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
        throw new ConnectionClosedException("The answer ends within its head");
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

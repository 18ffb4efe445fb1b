package io.github.ocimaven.testing.registry.exchange;

import com.sun.net.httpserver.HttpExchange;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.net.CountingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * One request and its response. Handles what the JDK's server leaves to its handlers: HEAD
 * responses with a length, unread request bodies, and connections that must be closed.
 */
public final class RegistryExchange implements AutoCloseable {

  /** How much of an unread request body is read before the response, to keep the connection. */
  private static final long DRAINED_BEFORE = 1024 * 1024;

  /** How much is read after an early response, so that a reset does not discard the response. */
  private static final long DRAINED_AFTER = 1024 * DRAINED_BEFORE;

  private static final long NO_BODY = -1;

  private final HttpExchange http;
  private final CountingInputStream body;
  private final RegistryRequest request;
  private final String origin;
  private final Consumer<RecordedRequest> log;
  private List<Quirk> quirks = List.of();

  /**
   * Wraps an exchange of the JDK's server.
   *
   * @param scheme the scheme of the server, which the request does not contain
   * @param log receives the request immediately before its response is sent
   */
  public RegistryExchange(HttpExchange http, String scheme, Consumer<RecordedRequest> log) {
    this.http = http;
    this.log = log;
    body = new CountingInputStream(http.getRequestBody());
    String query = http.getRequestURI().getRawQuery();
    request =
        new RegistryRequest(
            http.getRequestMethod(),
            http.getRequestURI().getPath(),
            query == null ? "" : query,
            HeaderMaps.copyOf(http.getRequestHeaders()));
    origin = scheme + "://" + request.header("Host").orElse("127.0.0.1");
  }

  public RegistryRequest request() {
    return request;
  }

  public InputStream body() {
    return body;
  }

  /** The scheme and authority under which the client has reached the registry. */
  public String origin() {
    return origin;
  }

  /** From now on, lets quirks change the response. */
  public void alterAnswers(List<Quirk> others) {
    quirks = others;
  }

  public RegistryExchange header(String name, String value) {
    http.getResponseHeaders().set(name, value);
    return this;
  }

  public void send(Answer answer) throws IOException {
    if (answer.dropsConnection()) {
      record(0);
      return;
    }
    answer.headers().forEach((name, values) -> http.getResponseHeaders().put(name, values));
    if (answer.isEarly()) {
      record(answer.status());
      http.sendResponseHeaders(answer.status(), NO_BODY);
      return;
    }
    send(answer.status(), answer.bodyBytes());
  }

  public void send(int status) throws IOException {
    send(status, new byte[0]);
  }

  public void send(int status, byte[] content) throws IOException {
    boolean drained = startAnswer(status, content.length);
    if (content.length > 0 && !request.isHead()) {
      OutputStream out = http.getResponseBody();
      out.write(content);
      out.flush();
      if (!drained) {
        body.drain(DRAINED_AFTER);
      }
    }
  }

  public void sendFile(int status, Path file, long offset, long length) throws IOException {
    startAnswer(status, length);
    if (length > 0 && !request.isHead()) {
      try (FileChannel channel = FileChannel.open(file)) {
        copy(Channels.newInputStream(channel.position(offset)), http.getResponseBody(), length);
      }
    }
  }

  @Override
  public void close() {
    http.close();
  }

  private boolean startAnswer(int normalStatus, long length) throws IOException {
    int status = normalStatus;
    for (Quirk quirk : quirks) {
      status = quirk.alter(request, status, http.getResponseHeaders());
    }
    boolean drained = body.drain(DRAINED_BEFORE);
    if (!drained) {
      header("Connection", "close");
    }
    record(status);
    if (request.isHead()) {
      header("Content-Length", Long.toString(length));
    }
    http.sendResponseHeaders(status, length == 0 || request.isHead() ? NO_BODY : length);
    return drained;
  }

  private void record(int status) {
    int remotePort = http.getRemoteAddress().getPort();
    log.accept(RecordedRequest.of(request, status, body.count(), remotePort));
  }

  private static void copy(InputStream in, OutputStream out, long length) throws IOException {
    byte[] buffer = new byte[Digests.BUFFER_SIZE];
    long left = length;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new IOException("The file is shorter than its announced length");
      }
      out.write(buffer, 0, n);
      left -= n;
    }
  }
}

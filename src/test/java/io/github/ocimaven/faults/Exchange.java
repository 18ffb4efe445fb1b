package io.github.ocimaven.faults;

import io.github.ocimaven.testing.registry.exchange.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** One request at the proxy, and the possible reactions to it. Its body has not been read yet. */
final class Exchange {

  /** The longest silence. The client should give up long before. */
  private static final int PATIENCE_MILLIS = 10_000;

  private static final int TRICKLED_PIECES = 15;

  private final Socket client;
  private final InputStream in;
  private final HttpHead request;
  private final Step step;
  private final Upstream registry;
  private final ForeignHost elsewhere;

  Exchange(
      Socket client,
      InputStream in,
      HttpHead request,
      Step step,
      Upstream registry,
      ForeignHost elsewhere) {
    this.client = client;
    this.in = in;
    this.request = request;
    this.step = step;
    this.registry = registry;
    this.elsewhere = elsewhere;
  }

  HttpHead request() {
    return request;
  }

  Step step() {
    return step;
  }

  /** Reads the body. */
  byte[] body() throws IOException {
    return request.readBody(in);
  }

  /** Returns a URL at another host where this request gets the same response as here. */
  String elsewhere() {
    return elsewhere.ticketFor(request);
  }

  /** Forwards the request and returns the registry's response. */
  HttpAnswer forward() throws IOException {
    return registry.send(request, body());
  }

  /** Sends a part of the body to the registry, and no response to the client. */
  void forwardPart(int divisor) throws IOException {
    int length = Integer.parseInt(request.header("Content-Length").orElseThrow());
    registry.sendPart(request, in.readNBytes(Math.max(1, length / divisor)));
  }

  void answer(HttpAnswer answer) throws IOException {
    write(answer.bytes());
  }

  /** Responds instead of the registry. */
  void answer(Answer canned) throws IOException {
    body();
    answer(HttpAnswer.of(canned, step.isHead()));
  }

  /** Responds instead of the registry without reading the body, and closes the connection. */
  void answerAtOnce(Answer canned) throws IOException {
    answer(HttpAnswer.of(canned, step.isHead()).with("Connection", "close"));
    hangUp();
  }

  /** Responds with bytes that need not be valid HTTP. */
  void write(byte[] bytes) throws IOException {
    client.getOutputStream().write(bytes);
  }

  /**
   * Responds in pieces: each arrives soon, but all of them take longer than the client's timeout.
   */
  void trickle(HttpAnswer answer) throws IOException {
    byte[] bytes = answer.bytes();
    int size = bytes.length / TRICKLED_PIECES + 1;
    for (int from = 0; from < bytes.length; from += size) {
      client.getOutputStream().write(bytes, from, Math.min(size, bytes.length - from));
      try {
        TimeUnit.MILLISECONDS.sleep(Fault.SHORT_TIMEOUT.toMillis() * 2 / TRICKLED_PIECES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Resets the connection, so that the client notices even while it is sending. */
  void reset() throws IOException {
    client.setSoLinger(true, 0);
    client.close();
  }

  /** Sends nothing more, and waits for the client to close the connection. */
  void hangUp() throws IOException {
    client.shutdownOutput();
    awaitEnd();
  }

  /** Sends nothing until the client gives up. */
  void keepSilent() throws IOException {
    client.setSoTimeout(PATIENCE_MILLIS);
    awaitEnd();
  }

  /** Sends nothing and reads nothing, so that the client can't even send all of a large body. */
  void keepDeaf() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(Fault.SHORT_TIMEOUT.toMillis() * 3);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reset();
  }

  private void awaitEnd() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
    client.close();
  }
}

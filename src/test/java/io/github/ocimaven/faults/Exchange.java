package io.github.ocimaven.faults;

import io.github.ocimaven.testing.registry.exchange.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** One request at the proxy, and all that can be done with it. Each starts with an unread body. */
final class Exchange {

  /** For how long a client may put up with silence; it should give up long before. */
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

  /** The URL at another host under which this request is answered as it would be here. */
  String elsewhere() {
    return elsewhere.ticketFor(request);
  }

  /** Gets the registry's answer. */
  HttpAnswer forward() throws IOException {
    return registry.send(request, body());
  }

  /** Gives the registry a part of the body, and no answer to anybody. */
  void forwardPart(int divisor) throws IOException {
    int length = Integer.parseInt(request.header("Content-Length").orElseThrow());
    registry.sendPart(request, in.readNBytes(Math.max(1, length / divisor)));
  }

  void answer(HttpAnswer answer) throws IOException {
    write(answer.bytes());
  }

  /** Answers instead of the registry. */
  void answer(Answer canned) throws IOException {
    body();
    answer(HttpAnswer.of(canned, step.isHead()));
  }

  /** Answers instead of the registry without reading the body, and ends the connection. */
  void answerAtOnce(Answer canned) throws IOException {
    answer(HttpAnswer.of(canned, step.isHead()).with("Connection", "close"));
    hangUp();
  }

  /** Answers with bytes that may be none that HTTP allows. */
  void write(byte[] bytes) throws IOException {
    client.getOutputStream().write(bytes);
  }

  /** Answers piece by piece: each comes soon, and all of them take a while. */
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

  /** Breaks the connection off, so that the client learns of it even while it is sending. */
  void reset() throws IOException {
    client.setSoLinger(true, 0);
    client.close();
  }

  /** Says no more, and waits for the client to end the connection. */
  void hangUp() throws IOException {
    client.shutdownOutput();
    awaitEnd();
  }

  /** Keeps silent until the client gives up. */
  void keepSilent() throws IOException {
    client.setSoTimeout(PATIENCE_MILLIS);
    awaitEnd();
  }

  /** Keeps silent without reading, so that the client can't even send all of a large body. */
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

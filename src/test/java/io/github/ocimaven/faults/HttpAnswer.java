package io.github.ocimaven.faults;

import io.github.ocimaven.testing.registry.exchange.Answer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * An answer as it goes over the wire.
 *
 * @param head status line and header fields, with the Content-Length that is announced
 * @param body what is sent after it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, compared never
record HttpAnswer(HttpHead head, byte[] body) {

  /**
   * Reads an answer.
   *
   * @param toHead whether it answers a HEAD request, and so has no body whatever its length
   */
  static HttpAnswer read(InputStream in, boolean toHead) throws IOException {
    HttpHead head = HttpHead.read(in).orElseThrow(() -> new EOFException("no answer"));
    byte[] body = toHead || head.status() == 204 ? new byte[0] : head.readBody(in);
    return new HttpAnswer(head.without("Connection").without("Transfer-Encoding"), body);
  }

  /**
   * Makes an answer of a canned one.
   *
   * @param toHead whether it answers a HEAD request
   */
  static HttpAnswer of(Answer canned, boolean toHead) {
    byte[] body = canned.body().getBytes(StandardCharsets.UTF_8);
    HttpHead head = new HttpHead("HTTP/1.1 " + canned.status() + " Canned", List.of());
    for (var header : canned.headers().entrySet()) {
      head = head.with(header.getKey(), header.getValue().get(0));
    }
    return new HttpAnswer(
        head.with("Content-Length", Integer.toString(body.length)), toHead ? new byte[0] : body);
  }

  /** The same answer with another header field. */
  HttpAnswer with(String name, String value) {
    return new HttpAnswer(head.with(name, value), body);
  }

  /** The same answer, which announces a body that is so much longer. */
  HttpAnswer announcing(int more) {
    return with("Content-Length", Integer.toString(body.length + more));
  }

  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.bytes());
    all.writeBytes(body);
    return all.toByteArray();
  }

  /** The first part of what goes over the wire: half of the body, or half of a head without one. */
  byte[] firstHalf() {
    byte[] all = bytes();
    int headLength = all.length - body.length;
    return Arrays.copyOf(all, body.length == 0 ? headLength / 2 : headLength + body.length / 2);
  }
}

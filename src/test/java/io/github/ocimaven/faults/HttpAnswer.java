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
 * A response as it goes over the wire.
 *
 * @param head status line and header fields, with the declared Content-Length
 * @param body the bytes after the head
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record HttpAnswer(HttpHead head, byte[] body) {

  /**
   * Reads a response.
   *
   * @param toHead whether it responds to a HEAD request, and so has no body whatever its length
   */
  static HttpAnswer read(InputStream in, boolean toHead) throws IOException {
    HttpHead head = HttpHead.read(in).orElseThrow(() -> new EOFException("no response"));
    byte[] body = toHead || head.status() == 204 ? new byte[0] : head.readBody(in);
    return new HttpAnswer(head.without("Connection").without("Transfer-Encoding"), body);
  }

  /**
   * Creates a response from a canned one.
   *
   * @param toHead whether it responds to a HEAD request
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

  /** Returns the same response with a header field set. */
  HttpAnswer with(String name, String value) {
    return new HttpAnswer(head.with(name, value), body);
  }

  /** Returns the same response, whose Content-Length is {@code more} bytes too large. */
  HttpAnswer announcing(int more) {
    return with("Content-Length", Integer.toString(body.length + more));
  }

  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.bytes());
    all.writeBytes(body);
    return all.toByteArray();
  }

  /**
   * Returns the first part of the bytes: the head and half of the body, or half the head if there
   * is no body.
   */
  byte[] firstHalf() {
    byte[] all = bytes();
    int headLength = all.length - body.length;
    return Arrays.copyOf(all, body.length == 0 ? headLength / 2 : headLength + body.length / 2);
  }
}

package io.github.ocimaven.testing.registry.exchange;

import io.github.ocimaven.testing.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A complete HTTP response that replaces the registry's own.
 *
 * @param status the HTTP status, or 0 to close the connection without a response
 * @param headers the response headers, each with all its values
 * @param body the body, sent as UTF-8
 */
public record Answer(int status, Map<String, List<String>> headers, String body) {

  private static final int DROP = 0;

  /** Copies the headers, so that a response can be shared by many requests. */
  public Answer {
    headers = HeaderMaps.copyOf(headers);
  }

  /** A response without headers and without a body. */
  public static Answer status(int status) {
    return new Answer(status, Map.of(), "");
  }

  /** A response in the error format of the distribution spec, with one error and no detail. */
  public static Answer error(int status, String code, String message) {
    return json(status, Json.write(Json.errors(code, message)));
  }

  /** A JSON response; the text is sent as it is, valid or not. */
  public static Answer json(int status, String body) {
    return status(status).withHeader("Content-Type", "application/json").withBody(body);
  }

  /** An HTML page, as sent by proxies, login portals and plain web servers. */
  public static Answer html(int status, String page) {
    return status(status).withHeader("Content-Type", "text/html; charset=utf-8").withBody(page);
  }

  /** A redirect to another address. */
  public static Answer redirect(int status, String location) {
    return status(status).withHeader("Location", location);
  }

  /** Closes the connection without a response, as a crashed registry or a bad network would. */
  public static Answer dropConnection() {
    return status(DROP);
  }

  /** The same response, sent without reading the rest of the request; the connection is closed. */
  public Answer early() {
    return withHeader("Connection", "close");
  }

  /** The same response with one more header value. */
  public Answer withHeader(String name, String value) {
    Map<String, List<String>> more = new LinkedHashMap<>(headers);
    List<String> values = new ArrayList<>(more.getOrDefault(name, List.of()));
    values.add(value);
    more.put(name, values);
    return new Answer(status, more, body);
  }

  /** The same response with another body. */
  public Answer withBody(String other) {
    return new Answer(status, headers, other);
  }

  boolean dropsConnection() {
    return status == DROP;
  }

  boolean isEarly() {
    return headers.containsKey("Connection");
  }

  byte[] bodyBytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}

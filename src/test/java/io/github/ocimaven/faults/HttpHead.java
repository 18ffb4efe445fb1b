package io.github.ocimaven.faults;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The head of an HTTP/1.1 request or response.
 *
 * @param startLine the request line or status line
 * @param fields the header fields, in their order
 */
record HttpHead(String startLine, List<Field> fields) {

  private static final String LINE_END = "\r\n";

  /** Copies the fields. */
  HttpHead {
    fields = List.copyOf(fields);
  }

  /** One header field. */
  record Field(String name, String value) {}

  /** Reads a head; empty if the connection ends instead. */
  static Optional<HttpHead> read(InputStream in) throws IOException {
    String startLine = readLine(in);
    if (startLine.isEmpty()) {
      return Optional.empty();
    }
    List<Field> fields = new ArrayList<>();
    for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      int colon = line.indexOf(':');
      fields.add(new Field(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return Optional.of(new HttpHead(startLine, fields));
  }

  /** Reads the body of a message that has one, in chunks or with a Content-Length. */
  byte[] readBody(InputStream in) throws IOException {
    if (header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isEmpty()) {
      return in.readNBytes(header("Content-Length").map(Integer::parseInt).orElse(0));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
      body.write(in.readNBytes(size));
      readLine(in);
    }
    readLine(in);
    return body.toByteArray();
  }

  /** Returns whether a body of at least one byte follows. */
  boolean hasBody() {
    return header("Transfer-Encoding").isPresent()
        || header("Content-Length").filter(length -> !length.equals("0")).isPresent();
  }

  /** Returns the value of a header field, ignoring the case of its name. */
  Optional<String> header(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .findFirst();
  }

  /** Returns the same head with this header field as the only one of its name. */
  HttpHead with(String name, String value) {
    List<Field> changed = new ArrayList<>(without(name).fields);
    changed.add(new Field(name, value));
    return new HttpHead(startLine, changed);
  }

  /** Returns the same head without a header field. */
  HttpHead without(String name) {
    return new HttpHead(
        startLine, fields.stream().filter(field -> !field.name().equalsIgnoreCase(name)).toList());
  }

  /** Returns the same request for another target. */
  HttpHead withTarget(String target) {
    return new HttpHead(String.join(" ", method(), target, word(2)), fields);
  }

  String method() {
    return word(0);
  }

  /** Returns a request's path with its query. */
  String target() {
    return word(1);
  }

  /** Returns a request's path. */
  String path() {
    return target().split("\\?", 2)[0];
  }

  /** Returns a request's query, empty if it has none. */
  String query() {
    String[] parts = target().split("\\?", 2);
    return parts.length == 1 ? "" : parts[1];
  }

  /** Returns a response's status. */
  int status() {
    return Integer.parseInt(word(1));
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder(startLine).append(LINE_END);
    fields.forEach(
        field -> text.append(field.name()).append(": ").append(field.value()).append(LINE_END));
    return text.append(LINE_END).toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private String word(int index) {
    return Arrays.asList(startLine.split(" ", 3)).get(index);
  }

  private static int chunkSize(InputStream in) throws IOException {
    return Integer.parseInt(readLine(in), 16);
  }

  /** Reads a line without its end; empty if the connection ends first. */
  private static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        if (line.size() == 0) {
          return "";
        }
        throw new EOFException("in the middle of a line");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}

package io.github.ocimaven.source.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads the records of an extension header (POSIX, pax) that matter for an image. */
final class PaxRecords {

  static final String PATH = "path";
  static final String LINK = "linkpath";
  static final String SIZE = "size";

  /** Stands for all of GNU tar's records for sparse files, which are not supported in an image. */
  static final String SPARSE = "GNU.sparse.";

  private static final String SPARSE_NAME = "GNU.sparse.name";

  /** More digits than the length of any record in an extension header needs. */
  private static final int MAX_DIGITS = 9;

  private PaxRecords() {}

  /**
   * Reads records, each {@code <length> <key>=<value>} and a line feed.
   *
   * @param content the extension header's content
   * @param values gets the values that matter, replacing earlier ones
   * @throws IOException if a record is malformed
   */
  static void read(byte[] content, Map<String, String> values) throws IOException {
    int start = 0;
    while (start < content.length && content[start] != 0) {
      int space = indexOf(content, ' ', start, Math.min(content.length, start + MAX_DIGITS + 1));
      int end = start + number(content, start, space);
      int equals = indexOf(content, '=', space + 1, Math.min(content.length, end));
      if (end > content.length || content[end - 1] != '\n') {
        throw malformed();
      }
      put(text(content, space + 1, equals), text(content, equals + 1, end - 1), values);
      start = end;
    }
  }

  private static void put(String key, String value, Map<String, String> values) {
    if (key.equals(SPARSE_NAME)) {
      values.put(PATH, value);
    }
    if (key.startsWith(SPARSE)) {
      values.put(SPARSE, "true");
    } else if (key.equals(PATH) || key.equals(LINK) || key.equals(SIZE)) {
      values.put(key, value);
    }
  }

  /**
   * Returns the size from a record, or the header's size if there is no record.
   *
   * @param value the record's value, or empty
   * @param otherwise the header's size
   * @throws IOException if the record's value is not a number
   */
  static long size(String value, long otherwise) throws IOException {
    try {
      return value.isEmpty() ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IOException("an extension header has a size that is not a number", e);
    }
  }

  private static int number(byte[] content, int start, int end) throws IOException {
    int number = 0;
    for (int i = start; i < end; i++) {
      if (content[i] < '0' || content[i] > '9') {
        throw malformed();
      }
      number = 10 * number + content[i] - '0';
    }
    return number;
  }

  private static int indexOf(byte[] content, char wanted, int start, int end) throws IOException {
    for (int i = start; i < end; i++) {
      if (content[i] == wanted) {
        return i;
      }
    }
    throw malformed();
  }

  private static String text(byte[] content, int start, int end) {
    return new String(content, start, end - start, StandardCharsets.UTF_8);
  }

  private static IOException malformed() {
    return new IOException("it has a malformed extension header");
  }
}

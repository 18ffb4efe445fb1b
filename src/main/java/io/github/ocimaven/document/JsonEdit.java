package io.github.ocimaven.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.ocimaven.json.JsonTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Changes one member of a JSON object in place. All other bytes are kept: white space, the order of
 * names, the notation of numbers and letters.
 *
 * @param start where the member's value starts, or where a new member would, after the last one
 * @param end where the value ends
 * @param found whether there is such a member
 * @param first whether a new member would be the first
 */
record JsonEdit(int start, int end, boolean found, boolean first) {

  /**
   * Reads a member.
   *
   * @param object a JSON object in UTF-8, already found valid
   * @param name the member's name
   * @return the bytes of its value, or empty if there is no such member
   * @throws IOException if it is not a valid object after all
   */
  static Optional<byte[]> get(byte[] object, String name) throws IOException {
    JsonEdit place = find(object, name);
    return place.found
        ? Optional.of(Arrays.copyOfRange(object, place.start, place.end))
        : Optional.empty();
  }

  /**
   * Sets a member. An existing member keeps its position; a new one is appended.
   *
   * @param object a JSON object in UTF-8, already found valid
   * @param name the member's name
   * @param value a JSON value
   * @return the new object
   * @throws IOException if it is not a valid object after all
   */
  static byte[] set(byte[] object, String name, byte[] value) throws IOException {
    JsonEdit place = find(object, name);
    var bytes = new ByteArrayOutputStream(object.length + value.length);
    bytes.write(object, 0, place.start);
    if (!place.found) {
      bytes.writeBytes((place.first ? "" : ",").getBytes(StandardCharsets.UTF_8));
      bytes.writeBytes(DocumentWriter.write(JsonNodeFactory.instance.textNode(name)));
      bytes.write(':');
    }
    bytes.writeBytes(value);
    bytes.write(object, place.end, object.length - place.end);
    return bytes.toByteArray();
  }

  private static JsonEdit find(byte[] object, String name) throws IOException {
    try (JsonParser parser = JsonTree.JSON.createParser(object)) {
      parser.nextToken();
      int end = offset(parser.currentLocation());
      boolean first = true;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = name.equals(parser.currentName());
        parser.nextToken();
        int start = offset(parser.currentTokenLocation());
        parser.skipChildren();
        parser.finishToken();
        end = offset(parser.currentLocation());
        if (found) {
          return new JsonEdit(start, end, true, false);
        }
        first = false;
      }
      return new JsonEdit(end, end, false, first);
    }
  }

  private static int offset(JsonLocation location) {
    return Math.toIntExact(location.getByteOffset());
  }
}

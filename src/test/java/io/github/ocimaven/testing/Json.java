package io.github.ocimaven.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON of the test doubles, read and written without any code of the plugin. */
public final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(JsonNode node) {
    return write(node).getBytes(StandardCharsets.UTF_8);
  }

  public static JsonNode read(byte[] json) throws IOException {
    return MAPPER.readTree(json);
  }

  /** The error document of the distribution spec, with one error. */
  public static ObjectNode errors(String code, String message) {
    ObjectNode document = object();
    document.putArray("errors").add(error(code, message));
    return document;
  }

  public static ObjectNode error(String code, String message) {
    ObjectNode error = object();
    error.put("code", code);
    error.put("message", message);
    error.putNull("detail");
    return error;
  }
}

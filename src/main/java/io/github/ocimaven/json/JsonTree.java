package io.github.ocimaven.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Reads and writes trees without Jackson's {@code ObjectMapper}, which loads 400 classes, most of
 * them for mapping Java objects, before it reads its first brace.
 */
public final class JsonTree {

  /** Creates parsers and generators that follow the JSON specification. */
  public static final JsonFactory JSON = factory().build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonTree() {}

  /**
   * Returns a builder of factories that do not recycle buffers. By default Jackson keeps buffers
   * for each thread that used it; mvnd's threads outlive a build, and would keep all classes of the
   * plugin in memory.
   */
  public static JsonFactoryBuilder factory() {
    return new JsonFactoryBuilder().recyclerPool(JsonRecyclerPools.nonRecyclingPool());
  }

  /**
   * Reads a document.
   *
   * @param parser positioned before the document; closed here
   * @return its value; a missing node if there is none
   * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not JSON, or more follows
   * @throws IOException if it can't be read
   */
  public static JsonNode read(JsonParser parser) throws IOException {
    try (parser) {
      JsonNode document = next(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "More follows the end of the document");
      }
      return document;
    }
  }

  /**
   * Reads the first document, ignoring anything that follows.
   *
   * @param parser positioned before the document; closed here
   * @return its value; a missing node if there is none
   * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not JSON
   * @throws IOException if it can't be read
   */
  public static JsonNode readFirst(JsonParser parser) throws IOException {
    try (parser) {
      return next(parser);
    }
  }

  /**
   * Writes a document.
   *
   * @param tree its value
   * @param generator the destination; closed here
   * @throws IOException if it can't be written
   */
  public static void write(JsonNode tree, JsonGenerator generator) throws IOException {
    try (generator;
        JsonParser values = tree.traverse()) {
      values.nextToken();
      generator.copyCurrentStructure(values);
    }
  }

  private static JsonNode next(JsonParser parser) throws IOException {
    return parser.nextToken() == null ? NODES.missingNode() : value(parser);
  }

  /** Recurses safely, because the parser limits the depth. */
  private static JsonNode value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(parser.getBooleanValue());
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new JsonParseException(parser, "Unexpected " + parser.currentToken());
    };
  }

  private static ObjectNode object(JsonParser parser) throws IOException {
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      object.set(name, value(parser));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  private static JsonNode integer(JsonParser parser) throws IOException {
    return parser.getNumberType() == NumberType.BIG_INTEGER
        ? NODES.numberNode(parser.getBigIntegerValue())
        : NODES.numberNode(parser.getLongValue());
  }
}

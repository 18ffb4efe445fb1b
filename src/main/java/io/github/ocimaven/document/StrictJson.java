package io.github.ocimaven.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.json.JsonTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads JSON as image-spec's considerations.md demands: in UTF-8, without duplicate names. */
final class StrictJson {

  /**
   * The maximum number of brackets, names and values in a document. A value of two bytes takes a
   * hundred in memory; a manifest with 5,000 layers, with an annotation each, has less than a third
   * of this number.
   */
  private static final long MAX_TOKENS = 250_000;

  // The library limits the depth (1,000), and the length of names, numbers and strings.
  private static final JsonFactory FACTORY =
      JsonTree.factory()
          .streamReadConstraints(StreamReadConstraints.builder().maxTokenCount(MAX_TOKENS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private StrictJson() {}

  /**
   * Reads an object.
   *
   * @param file the document's name, for findings
   * @param bytes the document
   * @param findings gets an error if the bytes are not a JSON object
   * @return the object, or empty if there is a finding
   */
  static Optional<JsonNode> readObject(String file, byte[] bytes, Findings findings) {
    Optional<JsonNode> node = read(file, bytes, findings);
    if (node.isPresent() && !node.get().isObject()) {
      findings.error("J1", file, "", JsonPlace.describe(node.get()), "a JSON object");
      return Optional.empty();
    }
    return node;
  }

  /**
   * Reads any value.
   *
   * @param file the document's name, for findings
   * @param bytes the document
   * @param findings gets an error if the bytes are not a JSON document
   * @return the value, or empty if there is a finding
   */
  static Optional<JsonNode> read(String file, byte[] bytes, Findings findings) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      findings.error("J1", file, "", "bytes that are not UTF-8", "a JSON document in UTF-8");
      return Optional.empty();
    }
    JsonNode node;
    try {
      node = JsonTree.read(FACTORY.createParser(text));
    } catch (JsonProcessingException e) {
      boolean duplicate = e.getOriginalMessage().startsWith("Duplicate field");
      findings.error(
          duplicate ? "J2" : "J1",
          file,
          "",
          e.getOriginalMessage() + where(e),
          duplicate ? "each name once in an object" : "a JSON document");
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the document is in memory", e);
    }
    if (node.isMissingNode()) {
      findings.error("J1", file, "", "nothing", "a JSON document");
      return Optional.empty();
    }
    return Optional.of(node);
  }

  private static String where(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }
}

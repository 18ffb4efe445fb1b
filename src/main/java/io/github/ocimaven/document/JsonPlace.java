package io.github.ocimaven.document;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value in a document together with its position, with which findings about it are reported.
 *
 * @param file the document's name below the source's root
 * @param pointer the value's position in the document
 * @param node the value; a missing node if there is none
 * @param findings gets the findings
 */
record JsonPlace(String file, JsonPointer pointer, JsonNode node, Findings findings) {

  static JsonPlace root(String file, JsonNode node, Findings findings) {
    return new JsonPlace(file, JsonPointer.empty(), node, findings);
  }

  /**
   * Returns whether this is part of a layout's {@code index.json}, which lists images by name
   * (image-layout.md); any other index is an image.
   */
  boolean isInLayoutIndex() {
    return file.equals("index.json");
  }

  /**
   * Returns whether this is part of a document's {@code subject}: a copy of a descriptor, as a tool
   * found it, in {@code index.json} for example.
   */
  boolean isInSubject() {
    return "subject".equals(pointer.getMatchingProperty());
  }

  JsonPlace at(String name) {
    return new JsonPlace(file, pointer.appendProperty(name), node.path(name), findings);
  }

  JsonPlace at(int index) {
    return new JsonPlace(file, pointer.appendIndex(index), node.path(index), findings);
  }

  /** A JSON null counts as absent, as in Go's JSON package, which most tools use. */
  boolean isAbsent() {
    return node.isMissingNode() || node.isNull();
  }

  void error(String rule, String expected) {
    error(rule, describe(node), expected);
  }

  void error(String rule, String found, String expected) {
    findings.error(rule, file, pointer.toString(), found, expected);
  }

  void warning(String rule, String expected) {
    findings.warning(rule, file, pointer.toString(), describe(node), expected);
  }

  static String describe(JsonNode node) {
    if (node.isMissingNode()) {
      return "nothing";
    }
    if (node.isObject()) {
      return "an object";
    }
    if (node.isArray()) {
      return "an array";
    }
    String text = node.toString();
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}

package io.github.ocimaven.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.model.Descriptor;
import java.util.HashMap;
import java.util.Map;

/** Reads annotations (image-spec, annotations.md): rules A1 and L9. */
final class Annotations {

  private Annotations() {}

  /**
   * Reads the annotations of a document or descriptor.
   *
   * @param place the {@code annotations} property
   * @return the valid ones
   */
  static Map<String, String> read(JsonPlace place) {
    Map<String, String> annotations = strings(place, "A1");
    if (annotations.containsKey(Descriptor.REF_NAME)
        && !place.isInLayoutIndex()
        && !place.isInSubject()) {
      place
          .at(Descriptor.REF_NAME)
          .warning("L9", "nothing: it names an image in index.json and nowhere else");
    }
    return annotations;
  }

  /**
   * Reads an object whose values are strings.
   *
   * @param place the object; may be absent
   * @param rule the rule that it violates if it is anything else
   * @return the values that are strings
   */
  static Map<String, String> strings(JsonPlace place, String rule) {
    Map<String, String> strings = new HashMap<>();
    if (place.isAbsent()) {
      return strings;
    }
    if (!place.node().isObject()) {
      place.error(rule, "an object of strings");
    }
    for (Map.Entry<String, JsonNode> entry : place.node().properties()) {
      if (entry.getValue().isTextual()) {
        strings.put(entry.getKey(), entry.getValue().textValue());
      } else {
        place.at(entry.getKey()).error(rule, "a string");
      }
    }
    return strings;
  }
}

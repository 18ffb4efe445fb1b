package io.github.ocimaven.testing.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.testing.Json;

/** A platform as in an index and a config; the variant may be empty. */
record Platform(String os, String architecture, String variant) {

  /** Parses the form {@code os/architecture} or {@code os/architecture/variant}. */
  static Platform parse(String platform) {
    String[] parts = platform.split("/", -1);
    return new Platform(parts[0], parts[1], parts.length > 2 ? parts[2] : "");
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("architecture", architecture).put("os", os);
    if (!variant.isEmpty()) {
      json.put("variant", variant);
    }
    return json;
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }
}

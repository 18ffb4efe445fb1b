package io.github.ocimaven.registry.jib;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.json.JsonTree;
import io.github.ocimaven.model.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out of which type a manifest is that a registry served. It should say so in {@code
 * Content-Type} (distribution-spec, "Pulling manifests"); one that stands on plain file storage
 * says "some JSON", or nothing.
 */
final class ManifestType {

  private static final MediaType UNKNOWN = new MediaType("application/octet-stream");

  /** What is said by those that do not know. */
  private static final Set<String> GENERIC =
      Set.of("application/json", UNKNOWN.name(), "binary/octet-stream", "text/plain");

  private ManifestType() {}

  /**
   * Finds out.
   *
   * @param contentType the values of the header {@code Content-Type}
   * @param bytes the manifest
   * @return the type that the header says; if it says nothing, the one that the document says, or
   *     has the form of; if nothing does, {@code application/octet-stream}
   */
  static MediaType of(List<String> contentType, byte[] bytes) {
    return contentType.stream()
        .map(ManifestType::withoutParameters)
        .filter(type -> !GENERIC.contains(type))
        .flatMap(type -> parse(type).stream())
        .findFirst()
        .orElseGet(() -> ofDocument(bytes));
  }

  private static String withoutParameters(String contentType) {
    int parameters = contentType.indexOf(';');
    return (parameters < 0 ? contentType : contentType.substring(0, parameters)).strip();
  }

  private static Optional<MediaType> parse(String type) {
    try {
      return Optional.of(new MediaType(type));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static MediaType ofDocument(byte[] bytes) {
    try {
      JsonNode document = JsonTree.read(JsonTree.JSON.createParser(bytes));
      return parse(document.path("mediaType").asText()).orElseGet(() -> ofForm(document));
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** Only OCI's documents may leave their type out (image-spec, manifest.md, image-index.md). */
  private static MediaType ofForm(JsonNode document) {
    if (document.path("manifests").isArray()) {
      return MediaType.OCI_INDEX;
    }
    return document.path("config").isObject() ? MediaType.OCI_MANIFEST : UNKNOWN;
  }
}

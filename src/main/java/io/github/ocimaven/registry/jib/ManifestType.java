package io.github.ocimaven.registry.jib;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.json.JsonTree;
import io.github.ocimaven.model.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Determines the media type of a manifest from a registry. The registry should send it in {@code
 * Content-Type} (distribution-spec, "Pulling manifests"); one backed by plain file storage sends a
 * generic JSON type, or nothing.
 */
final class ManifestType {

  private static final MediaType UNKNOWN = new MediaType("application/octet-stream");

  /** The types sent by registries that do not know the manifest's type. */
  private static final Set<String> GENERIC =
      Set.of("application/json", UNKNOWN.name(), "binary/octet-stream", "text/plain");

  private ManifestType() {}

  /**
   * Determines the type.
   *
   * @param contentType the values of the header {@code Content-Type}
   * @param bytes the manifest
   * @return the type in the header; otherwise the type in the document, or the one that matches its
   *     form; otherwise {@code application/octet-stream}
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

  /** Only OCI documents may omit their type (image-spec, manifest.md, image-index.md). */
  private static MediaType ofForm(JsonNode document) {
    if (document.path("manifests").isArray()) {
      return MediaType.OCI_INDEX;
    }
    return document.path("config").isObject() ? MediaType.OCI_MANIFEST : UNKNOWN;
  }
}

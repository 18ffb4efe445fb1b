package io.github.ocimaven.testing.registry.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.testing.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A manifest as parsed by a registry: its references, and its entry in lists of referrers. */
public record ParsedManifest(JsonNode json) {

  public static ParsedManifest of(byte[] bytes) throws RegistryError {
    try {
      JsonNode json = Json.read(bytes);
      if (json.isObject()) {
        return new ParsedManifest(json);
      }
    } catch (IOException e) {
      throw invalid("manifest is not JSON");
    }
    throw invalid("manifest is not a JSON object");
  }

  public static RegistryError invalid(String message) {
    return new RegistryError(400, "MANIFEST_INVALID", message);
  }

  public Optional<String> mediaType() {
    return text("mediaType");
  }

  /**
   * The digests of the config and of the layers, but for layers that are fetched from elsewhere.
   */
  public List<String> blobs() {
    List<String> digests = new ArrayList<>();
    if (json.path("config").isObject()) {
      digests.add(json.path("config").path("digest").asText());
    }
    for (JsonNode layer : json.path("layers")) {
      if (!layer.has("urls")) {
        digests.add(layer.path("digest").asText());
      }
    }
    return digests;
  }

  /** The digests of the manifests of an index. */
  public List<String> manifests() {
    List<String> digests = new ArrayList<>();
    json.path("manifests").forEach(child -> digests.add(child.path("digest").asText()));
    return digests;
  }

  public Optional<String> subject() {
    return Optional.of(json.path("subject").path("digest").asText())
        .filter(digest -> !digest.isEmpty());
  }

  /** The descriptor under which the referrers API lists this manifest. */
  public ObjectNode referrer(StoredManifest stored) {
    ObjectNode descriptor = Json.object();
    descriptor.put("mediaType", stored.mediaType());
    descriptor.put("digest", stored.digest());
    descriptor.put("size", stored.bytes().length);
    text("artifactType")
        .or(() -> Optional.of(json.path("config").path("mediaType").asText()))
        .filter(type -> !type.isEmpty())
        .ifPresent(type -> descriptor.put("artifactType", type));
    if (json.path("annotations").isObject()) {
      descriptor.set("annotations", json.path("annotations"));
    }
    return descriptor;
  }

  private Optional<String> text(String field) {
    return Optional.ofNullable(json.path(field).textValue());
  }
}

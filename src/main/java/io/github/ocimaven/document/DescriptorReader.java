package io.github.ocimaven.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads descriptors (image-spec, descriptor.md): rules D1 to D3, D9 and D10, and I5. */
final class DescriptorReader {

  private DescriptorReader() {}

  /**
   * Reads an array of descriptors.
   *
   * @param place the array
   * @param rule the rule that wants it to be one
   * @return those that are valid, in their order
   */
  static List<Descriptor> readAll(Place place, String rule) {
    List<Descriptor> descriptors = new ArrayList<>();
    if (!place.node().isArray()) {
      place.error(rule, "an array of descriptors");
      return descriptors;
    }
    for (int i = 0; i < place.node().size(); i++) {
      read(place.at(i), rule).ifPresent(descriptors::add);
    }
    return descriptors;
  }

  /**
   * Reads one descriptor.
   *
   * @param place the descriptor
   * @param rule the rule that wants it to be one
   * @return the descriptor, or nothing where there is a finding
   */
  static Optional<Descriptor> read(Place place, String rule) {
    if (!place.node().isObject()) {
      place.error(rule, "a descriptor");
      return Optional.empty();
    }
    // All three are read before one of them decides, so that each gets its finding.
    @Nullable MediaType mediaType = mediaType(place.at("mediaType"), "D1");
    @Nullable Digest digest = digest(place.at("digest"));
    long size = size(place.at("size"));
    @Nullable Platform platform = platform(place.at("platform"));
    if (mediaType == null || digest == null || size < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Descriptor(mediaType, digest, size, platform, annotations(place.at("annotations"))));
  }

  private static @Nullable MediaType mediaType(Place place, String rule) {
    if (place.node().isTextual()) {
      try {
        return new MediaType(place.node().textValue());
      } catch (IllegalArgumentException e) {
        // reported below, like a value of another type
      }
    }
    place.error(rule, "a media type of the form type/name (RFC 6838)");
    return null;
  }

  private static @Nullable Digest digest(Place place) {
    String problem = "";
    String rule = "D2";
    if (place.node().isTextual()) {
      String text = place.node().textValue();
      try {
        Digest digest = Digest.parse(text);
        if (digest.isSha256()) {
          return digest;
        }
        rule = "D10";
        problem = " (registries and this plugin identify content by sha256 only)";
      } catch (IllegalArgumentException e) {
        rule = text.startsWith("sha256:") || text.startsWith("sha512:") ? "D9" : "D2";
        problem = " (" + e.getMessage() + ")";
      }
    }
    place.error(rule, Place.describe(place.node()) + problem, "a digest, sha256:<64 hex digits>");
    return null;
  }

  private static long size(Place place) {
    JsonNode node = place.node();
    if (node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0) {
      return node.longValue();
    }
    place.error("D3", "a size in bytes, 0 or more");
    return -1;
  }

  private static @Nullable Platform platform(Place place) {
    if (place.isAbsent()) {
      return null;
    }
    JsonNode os = place.node().path("os");
    JsonNode architecture = place.node().path("architecture");
    if (!os.isTextual() || !architecture.isTextual()) {
      place.error("I5", "a platform with os and architecture");
      return null;
    }
    return new Platform(
        os.textValue(), architecture.textValue(), place.node().path("variant").textValue());
  }

  private static Map<String, String> annotations(Place place) {
    Map<String, String> annotations = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : place.node().properties()) {
      if (entry.getValue().isTextual()) {
        annotations.put(entry.getKey(), entry.getValue().textValue());
      }
    }
    return annotations;
  }
}

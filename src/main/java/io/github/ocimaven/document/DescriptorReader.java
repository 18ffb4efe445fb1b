package io.github.ocimaven.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads descriptors (image-spec, descriptor.md): rules D1 to D3 and D6 to D9, I5, M9 and A1.
 *
 * <p>Any digest that fits the grammar is valid here (rule D10). Whether its content can be pushed
 * matters only when it is pushed.
 */
final class DescriptorReader {

  private static final Digest EMPTY_OBJECT = Digest.sha256("{}");

  private final boolean docker;

  /**
   * Creates a reader for the descriptors of a document.
   *
   * @param docker whether the document has a Docker media type: its descriptors then have no {@code
   *     data}, {@code artifactType} or {@code annotations}
   */
  DescriptorReader(boolean docker) {
    this.docker = docker;
  }

  /**
   * Reads an array of descriptors. A JSON null counts as an empty array, with a warning: Go's JSON
   * package, which most tools use, writes it for a list that was never filled.
   *
   * @param place the array
   * @param rule the rule that it violates if it is anything else
   * @return the valid descriptors, in order
   */
  List<Descriptor> readAll(JsonPlace place, String rule) {
    List<Descriptor> descriptors = new ArrayList<>();
    if (place.node().isNull()) {
      place.warning(rule, "an array of descriptors");
    } else if (!place.node().isArray()) {
      place.error(rule, "an array of descriptors");
    }
    for (int i = 0; i < place.node().size() && place.node().isArray(); i++) {
      read(place.at(i), rule).ifPresent(descriptors::add);
    }
    return descriptors;
  }

  /**
   * Reads one descriptor.
   *
   * @param place the descriptor
   * @param rule the rule that it violates if it is anything else
   * @return the descriptor, or empty if a required property is missing or malformed
   */
  Optional<Descriptor> read(JsonPlace place, String rule) {
    if (!place.node().isObject()) {
      place.error(rule, "a descriptor");
      return Optional.empty();
    }
    // Read all properties before deciding, so that each one gets its finding.
    @Nullable MediaType mediaType = mediaType(place.at("mediaType"), "D1");
    @Nullable Digest digest = digest(place.at("digest"));
    long size = size(place.at("size"));
    @Nullable Platform platform = platform(place.at("platform"));
    checkUrls(place.at("urls"));
    @Nullable MediaType artifactType = null;
    Map<String, String> annotations = Map.of();
    if (!docker) {
      annotations = Annotations.read(place.at("annotations"));
      artifactType = artifactType(place.at("artifactType"), "D8").orElse(null);
    }
    if (mediaType == null || digest == null || size < 0) {
      return Optional.empty();
    }
    if (!docker) {
      EmbeddedContent.check(place.at("data"), digest, size);
    }
    checkEmpty(place, mediaType, digest, size);
    return Optional.of(
        new Descriptor(mediaType, digest, size, platform, artifactType, annotations));
  }

  /**
   * Reads the artifact type of a document or descriptor.
   *
   * @param place the property; may be absent
   * @param rule the rule that it violates if it is not a media type
   * @return the type, or empty if it is absent or malformed
   */
  static Optional<MediaType> artifactType(JsonPlace place, String rule) {
    return place.isAbsent() ? Optional.empty() : Optional.ofNullable(mediaType(place, rule));
  }

  private static @Nullable MediaType mediaType(JsonPlace place, String rule) {
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

  private static @Nullable Digest digest(JsonPlace place) {
    String problem = "";
    String rule = "D2";
    if (place.node().isTextual()) {
      String text = place.node().textValue();
      try {
        return Digest.parse(text);
      } catch (IllegalArgumentException e) {
        rule = text.startsWith("sha256:") || text.startsWith("sha512:") ? "D9" : "D2";
        problem = " (" + e.getMessage() + ")";
      }
    }
    place.error(
        rule, JsonPlace.describe(place.node()) + problem, "a digest, sha256:<64 hex digits>");
    return null;
  }

  private static long size(JsonPlace place) {
    JsonNode node = place.node();
    if (node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0) {
      return node.longValue();
    }
    place.error("D3", "a size in bytes, 0 or more");
    return -1;
  }

  private static @Nullable Platform platform(JsonPlace place) {
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
        os.textValue(),
        architecture.textValue(),
        place.node().path("variant").textValue(),
        place.node().path("os.version").textValue());
  }

  private static void checkUrls(JsonPlace urls) {
    if (urls.isAbsent()) {
      return;
    }
    if (!urls.node().isArray()) {
      urls.error("D6", "an array of URLs");
      return;
    }
    for (int i = 0; i < urls.node().size(); i++) {
      JsonPlace url = urls.at(i);
      if (!url.node().isTextual() || !UriReference.isValid(url.node().textValue())) {
        url.error("D6", "a URL (RFC 3986)");
      } else if (!UriReference.isHttp(url.node().textValue())) {
        url.warning("D6", "the scheme http or https");
      }
    }
  }

  private static void checkEmpty(JsonPlace place, MediaType mediaType, Digest digest, long size) {
    boolean empty = size == 2 && digest.equals(EMPTY_OBJECT);
    if (mediaType.equals(MediaType.EMPTY) && !empty) {
      place.error("M9", size + " bytes with " + digest, "2 bytes with " + EMPTY_OBJECT + ", {}");
    }
  }
}

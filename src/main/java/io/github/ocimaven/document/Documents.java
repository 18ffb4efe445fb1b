package io.github.ocimaven.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the JSON documents of the image specification. Violations are added to {@link Findings},
 * with rule and place; unknown fields, media types and extensions are not violations.
 */
public final class Documents {

  /**
   * The maximum size of a JSON document in bytes: 4 MiB, the limit that distribution-spec ("Pushing
   * manifests") allows registries to set, and that common registries do set.
   */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private Documents() {}

  /**
   * Reads {@code oci-layout} (image-layout.md, rule L2).
   *
   * @param file the file's name, for findings
   * @param bytes the document
   * @param findings gets the violations
   */
  public static void readLayoutMarker(String file, byte[] bytes, Findings findings) {
    StrictJson.readObject(file, bytes, findings)
        .map(node -> JsonPlace.root(file, node, findings).at("imageLayoutVersion"))
        .ifPresent(
            version -> {
              if (!version.node().isTextual()) {
                version.error("L2", "the layout's version, \"1.0.0\"");
              } else if (!version.node().textValue().equals("1.0.0")) {
                version.warning("L2", "\"1.0.0\", the only version that is known");
              }
            });
  }

  /**
   * Reads an image index or manifest list (image-index.md, rules I1 to I3, I5, I7, I9, I10 and A1).
   *
   * @param file the document's name, for findings; a layout's {@code index.json} may name its
   *     images, and need not give their platforms
   * @param mediaType the type that the index's own {@code mediaType}, if any, must repeat
   * @param bytes the document
   * @param findings gets the violations
   * @return the index with its valid manifests, or empty if the bytes are not a JSON object
   */
  public static Optional<ImageIndex> readIndex(
      String file, MediaType mediaType, byte[] bytes, Findings findings) {
    return StrictJson.readObject(file, bytes, findings)
        .map(node -> JsonPlace.root(file, node, findings))
        .map(
            index -> {
              DescriptorReader reader = new DescriptorReader(mediaType.isDocker());
              checkSchemaVersion(index, "I1");
              checkMediaType(index, mediaType, "I2");
              Extras extras =
                  mediaType.isDocker() ? Extras.NONE : extras(index, reader, "I9", "I10");
              JsonPlace manifests = index.at("manifests");
              List<Descriptor> descriptors = reader.readAll(manifests, "I3");
              if (!index.isInLayoutIndex()) {
                checkPlatforms(manifests);
              }
              return new ImageIndex(
                  descriptors, extras.artifactType(), extras.subject(), extras.annotations());
            });
  }

  /**
   * Reads an image manifest (manifest.md, rules M1 to M3, M6, M8 to M10 and A1).
   *
   * @param file the document's name, for findings
   * @param mediaType the type that the manifest's own {@code mediaType}, if any, must repeat
   * @param bytes the document
   * @param findings gets the violations
   * @return the manifest, or empty if it has no valid config
   */
  public static Optional<ImageManifest> readManifest(
      String file, MediaType mediaType, byte[] bytes, Findings findings) {
    return StrictJson.readObject(file, bytes, findings)
        .map(node -> JsonPlace.root(file, node, findings))
        .flatMap(
            manifest -> {
              DescriptorReader reader = new DescriptorReader(mediaType.isDocker());
              checkSchemaVersion(manifest, "M1");
              checkMediaType(manifest, mediaType, "M2");
              Optional<Descriptor> config = reader.read(manifest.at("config"), "M3");
              List<Descriptor> layers = reader.readAll(manifest.at("layers"), "M6");
              if (mediaType.isDocker()) {
                return config.map(valid -> manifest(valid, layers, Extras.NONE));
              }
              if (config.filter(valid -> valid.mediaType().isImageConfig()).isPresent()) {
                checkHasLayer(manifest.at("layers"));
              }
              checkHasArtifactType(manifest);
              Extras extras = extras(manifest, reader, "M8", "M10");
              return config.map(valid -> manifest(valid, layers, extras));
            });
  }

  /**
   * Reads an image's config (config.md, rules C1 to C3, C5 and C6). The number of diff IDs is not
   * checked: that takes the manifest.
   *
   * @param file the document's name, for findings
   * @param bytes the document
   * @param findings gets the violations
   * @return the config, or empty if its diff IDs can't be read
   */
  public static Optional<ImageConfig> readConfig(String file, byte[] bytes, Findings findings) {
    return readConfig(file, bytes, true, findings);
  }

  /**
   * Reads the config of an image, or of an artifact that nevertheless uses an image's config type.
   *
   * @param file the document's name, for findings
   * @param bytes the document
   * @param image whether it is an image's config: an artifact that violates C1 or C2 only gets a
   *     warning, since it runs nowhere
   * @param findings gets the violations
   * @return the config, or empty if its diff IDs can't be read
   */
  public static Optional<ImageConfig> readConfig(
      String file, byte[] bytes, boolean image, Findings findings) {
    return StrictJson.readObject(file, bytes, findings)
        .map(node -> JsonPlace.root(file, node, findings))
        .flatMap(config -> ConfigReader.read(config, image));
  }

  private static void checkSchemaVersion(JsonPlace document, String rule) {
    JsonPlace version = document.at("schemaVersion");
    // A number that is too large for an int would be truncated to one.
    JsonNode node = version.node();
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() != 2) {
      version.error(rule, "2");
    }
  }

  /**
   * Podman 4.3, skopeo 1.9, regctl 0.11 and ctr 1.6 write no media type into {@code index.json};
   * only its file name says what it is. So that is normal there.
   */
  private static void checkMediaType(JsonPlace document, MediaType expected, String rule) {
    JsonPlace own = document.at("mediaType");
    if (own.isAbsent()) {
      if (!own.isInLayoutIndex()) {
        own.warning(rule, "\"" + expected + "\"");
      }
    } else if (!expected.name().equals(own.node().textValue())) {
      own.error(rule, "\"" + expected + "\", as its descriptor says");
    }
  }

  /** An artifact need not have layers; an image without layers is not portable. */
  private static void checkHasLayer(JsonPlace layers) {
    if (layers.node().isArray() && layers.node().isEmpty()) {
      layers.warning("M6", "at least one layer");
    }
  }

  private static void checkHasArtifactType(JsonPlace manifest) {
    JsonPlace artifactType = manifest.at("artifactType");
    String configType = manifest.node().path("config").path("mediaType").asText();
    if (artifactType.isAbsent() && configType.equals(MediaType.EMPTY.name())) {
      artifactType.error("M8", "a media type, because the config is of the empty type");
    }
  }

  /** Properties that exist in OCI's documents but not in Docker's. */
  private record Extras(
      Optional<MediaType> artifactType,
      Optional<Descriptor> subject,
      Map<String, String> annotations) {

    static final Extras NONE = new Extras(Optional.empty(), Optional.empty(), Map.of());
  }

  /** A document's subject is not pushed with it, and need not exist. */
  private static Extras extras(
      JsonPlace document, DescriptorReader reader, String typeRule, String subjectRule) {
    JsonPlace subject = document.at("subject");
    return new Extras(
        DescriptorReader.artifactType(document.at("artifactType"), typeRule),
        subject.isAbsent() ? Optional.empty() : reader.read(subject, subjectRule),
        Annotations.read(document.at("annotations")));
  }

  private static ImageManifest manifest(Descriptor config, List<Descriptor> layers, Extras extras) {
    return new ImageManifest(
        config, layers, extras.artifactType(), extras.subject(), extras.annotations());
  }

  /** An artifact that is not an image runs on no platform, so it need not name one. */
  private static void checkPlatforms(JsonPlace manifests) {
    for (int i = 0; i < manifests.node().size(); i++) {
      JsonPlace entry = manifests.at(i);
      JsonPlace platform = entry.at("platform");
      if (platform.isAbsent() && isImage(entry)) {
        platform.warning("I7", "the platform that the image is for");
      }
    }
  }

  private static boolean isImage(JsonPlace descriptor) {
    String type = descriptor.node().path("mediaType").asText();
    JsonPlace artifactType = descriptor.at("artifactType");
    return (type.equals(MediaType.OCI_MANIFEST.name())
            || type.equals(MediaType.DOCKER_MANIFEST.name()))
        && (artifactType.isAbsent()
            || artifactType.node().asText().equals(MediaType.OCI_CONFIG.name()));
  }
}

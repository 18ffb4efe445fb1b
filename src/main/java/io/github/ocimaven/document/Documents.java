package io.github.ocimaven.document;

import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.MediaType;
import java.util.List;
import java.util.Optional;

/**
 * Reads the JSON documents of the image specification. What is wrong goes to {@link Findings} with
 * the rule's id and the place; unknown fields, media types and extensions are not wrong.
 */
public final class Documents {

  /**
   * How large a JSON document may be, in bytes: 4 MiB, the limit that distribution-spec ("Pushing
   * manifests") lets registries set, and that the common ones do.
   */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private Documents() {}

  /**
   * Reads {@code oci-layout} (image-layout.md, rule L2).
   *
   * @param file the file's name, for findings
   * @param bytes the document
   * @param findings gets what is wrong
   */
  public static void readLayoutMarker(String file, byte[] bytes, Findings findings) {
    StrictJson.readObject(file, bytes, findings)
        .map(node -> Place.root(file, node, findings).at("imageLayoutVersion"))
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
   * Reads an image index (image-index.md, rules I1 to I3 and I5).
   *
   * @param file the document's name, for findings
   * @param mediaType the type that the index's own {@code mediaType} must repeat, if it has one
   * @param bytes the document
   * @param findings gets what is wrong
   * @return the index with its valid manifests, or nothing where the bytes are no JSON object
   */
  public static Optional<ImageIndex> readIndex(
      String file, MediaType mediaType, byte[] bytes, Findings findings) {
    return StrictJson.readObject(file, bytes, findings)
        .map(node -> Place.root(file, node, findings))
        .map(
            index -> {
              requireSchemaVersion(index, "I1");
              requireMediaType(index, mediaType, "I2");
              return new ImageIndex(DescriptorReader.readAll(index.at("manifests"), "I3"));
            });
  }

  /**
   * Reads an image manifest (manifest.md, rules M1 to M3 and M6).
   *
   * @param file the document's name, for findings
   * @param mediaType the type that the manifest's own {@code mediaType} must repeat, if it has one
   * @param bytes the document
   * @param findings gets what is wrong
   * @return the manifest, or nothing where it has no valid config
   */
  public static Optional<ImageManifest> readManifest(
      String file, MediaType mediaType, byte[] bytes, Findings findings) {
    return StrictJson.readObject(file, bytes, findings)
        .map(node -> Place.root(file, node, findings))
        .flatMap(
            manifest -> {
              requireSchemaVersion(manifest, "M1");
              requireMediaType(manifest, mediaType, "M2");
              Optional<Descriptor> config = DescriptorReader.read(manifest.at("config"), "M3");
              List<Descriptor> layers = DescriptorReader.readAll(manifest.at("layers"), "M6");
              return config.map(valid -> new ImageManifest(valid, layers));
            });
  }

  /**
   * Reads an image's config (config.md, rules C1 to C3, C5 and C6). Whether there are as many diff
   * IDs as layers only the manifest can tell.
   *
   * @param file the document's name, for findings
   * @param bytes the document
   * @param findings gets what is wrong
   * @return the config, or nothing where its diff IDs can't be told
   */
  public static Optional<ImageConfig> readConfig(String file, byte[] bytes, Findings findings) {
    return StrictJson.readObject(file, bytes, findings)
        .map(node -> Place.root(file, node, findings))
        .flatMap(ConfigReader::read);
  }

  private static void requireSchemaVersion(Place document, String rule) {
    Place version = document.at("schemaVersion");
    if (!version.node().isIntegralNumber() || version.node().longValue() != 2) {
      version.error(rule, "2");
    }
  }

  private static void requireMediaType(Place document, MediaType expected, String rule) {
    Place own = document.at("mediaType");
    if (own.isAbsent()) {
      own.warning(rule, "\"" + expected + "\"");
    } else if (!expected.name().equals(own.node().textValue())) {
      own.error(rule, "\"" + expected + "\", as its descriptor says");
    }
  }
}

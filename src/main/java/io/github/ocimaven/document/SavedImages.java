package io.github.ocimaven.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the {@code manifest.json} of a docker-save archive: an array of objects with {@code
 * Config}, {@code RepoTags} and {@code Layers}. It has no specification; the format is what Docker,
 * Podman and others write and read.
 */
public final class SavedImages {

  private static final String RULE = "S1";

  private SavedImages() {}

  /**
   * Reads the list of images.
   *
   * @param file the document's name, for findings
   * @param bytes the document
   * @param findings gets an error of rule S1 for everything malformed
   * @return the images that could be read
   */
  public static List<SavedImage> read(String file, byte[] bytes, Findings findings) {
    List<SavedImage> images = new ArrayList<>();
    StrictJson.read(file, bytes, findings)
        .map(node -> JsonPlace.root(file, node, findings))
        .ifPresent(
            root -> {
              if (!root.node().isArray()) {
                root.error(RULE, "an array of images (skopeo's 'dir:' format is not supported)");
              } else if (root.node().isEmpty()) {
                root.error(RULE, "an empty array", "an array of images");
              }
              for (int i = 0; root.node().isArray() && i < root.node().size(); i++) {
                readImage(root.at(i)).ifPresent(images::add);
              }
            });
    return images;
  }

  private static Optional<SavedImage> readImage(JsonPlace image) {
    if (!image.node().isObject()) {
      image.error(RULE, "an image, an object with Config and Layers");
      return Optional.empty();
    }
    if (isOfImgpkg(image)) {
      image.error(
          RULE,
          "an image in the format of imgpkg (imgpkg copy --to-tar)",
          "an image as docker save lists it; 'imgpkg copy --tar' pushes this file");
      return Optional.empty();
    }
    JsonPlace config = image.at("Config");
    if (!config.node().isTextual()) {
      config.error(RULE, "the path of the image's config");
    }
    Optional<List<String>> tags = strings(image.at("RepoTags"));
    Optional<List<String>> layers = strings(image.at("Layers"));
    return config.node().isTextual() && tags.isPresent() && layers.isPresent()
        ? Optional.of(new SavedImage(config.node().textValue(), tags.get(), layers.get()))
        : Optional.empty();
  }

  /** imgpkg's manifest.json (verified with 240e8789) is an array of objects with one of these. */
  private static boolean isOfImgpkg(JsonPlace image) {
    return image.at("Config").isAbsent()
        && (image.at("Image").node().isObject() || image.at("ImageIndex").node().isObject());
  }

  /** A null counts as an empty list, because Go writes an empty list as null. */
  private static Optional<List<String>> strings(JsonPlace list) {
    List<String> strings = new ArrayList<>();
    if (list.isAbsent()) {
      return Optional.of(strings);
    }
    boolean valid = list.node().isArray();
    if (!valid) {
      list.error(RULE, "an array of strings");
    }
    for (int i = 0; valid && i < list.node().size(); i++) {
      JsonPlace element = list.at(i);
      valid = element.node().isTextual();
      if (valid) {
        strings.add(element.node().textValue());
      } else {
        element.error(RULE, "a string");
      }
    }
    return valid ? Optional.of(strings) : Optional.empty();
  }
}

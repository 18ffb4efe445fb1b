package io.github.ocimaven.plan;

import io.github.ocimaven.document.Documents;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.ImageConfig;
import io.github.ocimaven.document.ImageManifest;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.source.ImageSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configs of images, one at a time, and tells the diff IDs of their layers: rule C3.
 *
 * <p>Of other types than an image's (rule M4), or missing in the source (rule L7), a config is not
 * read. Layers of other types than an image's have no diff ID (rule M5); where there are some, the
 * config may have any number, for nobody knows what such a layer counts.
 */
final class LayerDiffIds {

  /** How many bytes of configs are read: a hostile index names the same one again and again. */
  private static final long MAX_BYTES = 4L * Documents.MAX_BYTES;

  private final ImageSource source;
  private final Findings findings;
  private long bytesRead;

  /**
   * Starts with no config.
   *
   * @param source names the files
   */
  LayerDiffIds(ImageSource source) {
    this.source = source;
    this.findings = source.findings();
  }

  /**
   * Checks an image's config.
   *
   * @param image the image
   * @param content the config's content, of the size that its descriptor says; or nothing
   * @return a diff ID for each layer, null where none is known
   */
  List<@Nullable Digest> read(ImageManifest image, Optional<Content> content) {
    return config(image, content)
        .flatMap(config -> assign(image, config))
        .orElseGet(() -> Collections.nCopies(image.layers().size(), null));
  }

  private Optional<ImageConfig> config(ImageManifest image, Optional<Content> content) {
    Descriptor descriptor = image.config();
    // By another algorithm it can't be pushed (rule D10): a validation hashes it as it does a blob.
    if (!descriptor.mediaType().isImageConfig()
        || content.isEmpty()
        || !descriptor.digest().isSha256()) {
      return Optional.empty();
    }
    String file = source.file(descriptor);
    if (descriptor.size() <= Documents.MAX_BYTES) {
      bytesRead += descriptor.size();
    }
    if (bytesRead > MAX_BYTES) {
      findings.error("H2", file, "", "more configs", "at most " + MAX_BYTES + " bytes of them");
      return Optional.empty();
    }
    return DescribedContent.read(content.get(), descriptor, file, findings)
        .flatMap(bytes -> Documents.readConfig(file, bytes, isImage(image), findings));
  }

  /** Some tools give artifacts an image's config type, and an empty object for a config. */
  private static boolean isImage(ImageManifest image) {
    return image.layers().isEmpty()
        || image.layers().stream().anyMatch(layer -> layer.mediaType().isLayer());
  }

  private Optional<List<@Nullable Digest>> assign(ImageManifest image, ImageConfig config) {
    List<Descriptor> layers = image.layers();
    int count = config.diffIds().size();
    if (count != layers.size()) {
      if (layers.stream().allMatch(layer -> layer.mediaType().isLayer())) {
        findings.error(
            "C3",
            source.file(image.config()),
            "/rootfs/diff_ids",
            count + " diff IDs",
            layers.size() + ", as many as the manifest has layers");
      }
      return Optional.empty();
    }
    List<@Nullable Digest> diffIds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      diffIds.add(layers.get(i).mediaType().isLayer() ? config.diffIds().get(i) : null);
    }
    return Optional.of(diffIds);
  }
}

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
 * Reads the configs of images, one at a time, and returns the diff IDs of their layers: rule C3.
 *
 * <p>A config is not read if its media type is not an image's (rule M4), or the source lacks it
 * (rule L7). A layer whose media type is not an image's has no diff ID (rule M5). In an image with
 * such layers the number of diff IDs is not checked, because it is unknown whether they count.
 */
final class LayerDiffIds {

  /** Limits the bytes of all configs: a hostile index may name the same one again and again. */
  private static final long MAX_BYTES = 4L * Documents.MAX_BYTES;

  private final ImageSource source;
  private final Findings findings;
  private long bytesRead;

  LayerDiffIds(ImageSource source) {
    this.source = source;
    this.findings = source.findings();
  }

  /**
   * Checks an image's config.
   *
   * @param image the image
   * @param content the config's content, which has its descriptor's size; may be empty
   * @return a diff ID for each layer, null if unknown
   */
  List<@Nullable Digest> read(ImageManifest image, Optional<Content> content) {
    return config(image, content)
        .flatMap(config -> assign(image, config))
        .orElseGet(() -> Collections.nCopies(image.layers().size(), null));
  }

  private Optional<ImageConfig> config(ImageManifest image, Optional<Content> content) {
    Descriptor descriptor = image.config();
    // Not with another digest algorithm (rule D10): the validation hashes it like any blob.
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
      findings.error("H2", file, "", "too many configs", "at most " + MAX_BYTES + " bytes in all");
      return Optional.empty();
    }
    return DescribedContent.read(content.get(), descriptor, file, findings)
        .flatMap(bytes -> Documents.readConfig(file, bytes, isImage(image), findings));
  }

  /** Some tools give artifacts an image's config type, with an empty object as the config. */
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

package io.github.ocimaven.source.saved;

import io.github.ocimaven.document.Documents;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.ImageConfig;
import io.github.ocimaven.document.SavedImage;
import io.github.ocimaven.model.Compression;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Platform;
import io.github.ocimaven.source.DocumentBytes;
import io.github.ocimaven.source.files.Decompression;
import io.github.ocimaven.source.files.SourceFiles;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of an image in a docker-save archive and checks that they fit together: rules S1
 * and S3 to S5. Links between layers are followed only inside the archive.
 */
final class SavedImageReader {

  /** The maximum number of layers, equal to the maximum number of descriptors of an image. */
  private static final int MAX_LAYERS = 5_000;

  /** The maximum size of all configs together, since they are held in memory. */
  private static final long MAX_CONFIG_BYTES = 4L * Documents.MAX_BYTES;

  /** The maximum number of links in a chain, as on Linux. */
  private static final int MAX_LINKS = 40;

  private final SourceFiles files;
  private final Findings findings;

  // Caches, because a hostile archive may name the same entries again and again.
  private final Map<String, Optional<Found>> found = new HashMap<>();
  private final Map<String, Optional<Config>> configs = new HashMap<>();
  private final Map<String, Optional<ImageConfig>> documents = new HashMap<>();
  private final Map<String, Optional<Compression>> compressions = new HashMap<>();
  private long configBytes;

  /** The diff ID of each entry's layer, across all images of the archive. */
  private final Map<String, Digest> diffIds = new HashMap<>();

  SavedImageReader(SourceFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  /**
   * The parts of an image.
   *
   * @param config the name of the config's entry
   * @param configBytes the config, which is never modified
   * @param platform the config's platform
   * @param layers its layers, the base layer first
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Parts(String config, byte[] configBytes, Platform platform, List<SavedLayer> layers) {}

  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record Config(String file, byte[] bytes, Digest digest) {}

  private record Found(String file, Content content) {}

  /**
   * Reads an image's config and looks its layers up.
   *
   * @param image the image's entry in {@code manifest.json}
   * @return its parts, or empty if one is missing, which is a finding; there may be other findings
   */
  Optional<Parts> read(SavedImage image) {
    Optional<Config> config = config(image);
    Optional<ImageConfig> document =
        config.flatMap(
            there ->
                documents.computeIfAbsent(
                    there.file(),
                    first -> Documents.readConfig(image.config(), there.bytes(), findings)));
    if (document.isEmpty()) {
      return Optional.empty();
    }
    if (image.layers().size() > MAX_LAYERS) {
      findings.error(
          "H4",
          DockerArchive.MANIFEST,
          "",
          image.layers().size() + " Layers for " + image.config(),
          "at most " + MAX_LAYERS);
      return Optional.empty();
    }
    List<Digest> expected = document.get().diffIds();
    if (expected.size() != image.layers().size()) {
      findings.error(
          "S3",
          DockerArchive.MANIFEST,
          "",
          image.layers().size() + " Layers for " + image.config(),
          expected.size() + ", one for each of its diff_ids");
      return Optional.empty();
    }
    List<SavedLayer> layers = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      layer(image.layers().get(i), expected.get(i)).ifPresent(layers::add);
    }
    Platform platform =
        new Platform(document.get().os(), document.get().architecture(), document.get().variant());
    // Check the layers even if there are findings elsewhere.
    return layers.size() == expected.size()
        ? Optional.of(new Parts(image.config(), config.get().bytes(), platform, layers))
        : Optional.empty();
  }

  /**
   * Returns the image's ID, which is the digest of its config.
   *
   * @param image the image's entry in {@code manifest.json}
   * @return the ID, or empty if there is a finding
   */
  Optional<Digest> id(SavedImage image) {
    return config(image).map(Config::digest);
  }

  private Optional<Config> config(SavedImage image) {
    return find(image.config(), "S1", "the image's config")
        .flatMap(
            entry ->
                configs.computeIfAbsent(
                    entry.file(),
                    first -> readConfig(image.config(), entry.file(), entry.content())));
  }

  private Optional<Config> readConfig(String path, String file, Content content) {
    if (content.size() <= Documents.MAX_BYTES) {
      configBytes += content.size();
    }
    if (configBytes > MAX_CONFIG_BYTES) {
      findings.error(
          "H2", path, "", "too many configs", "at most " + MAX_CONFIG_BYTES + " bytes in all");
      return Optional.empty();
    }
    return DocumentBytes.read(content, path, findings)
        .map(bytes -> new Config(file, bytes, Digest.sha256(bytes)));
  }

  private Optional<SavedLayer> layer(String path, Digest diffId) {
    Optional<Found> entry = find(path, "S3", "a layer");
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    if (!diffId.isSha256()) {
      findings.error("D10", path, "", "the diff_id " + diffId, "a sha256 digest");
      return Optional.empty();
    }
    String file = entry.get().file();
    @Nullable Digest other = diffIds.putIfAbsent(file, diffId);
    if (other != null && !other.equals(diffId)) {
      findings.error("S4", file, "", "the layer " + other + " and " + diffId, "one layer");
      return Optional.empty();
    }
    Content content = entry.get().content();
    return compressions
        .computeIfAbsent(file, first -> compression(first, content))
        .map(compression -> new SavedLayer(file, diffId, content, compression));
  }

  private Optional<Compression> compression(String file, Content content) {
    try (InputStream in = content.open()) {
      return Optional.of(Decompression.detect(in.readNBytes(Decompression.MAGIC_BYTES)));
    } catch (IOException e) {
      findings.error(
          "H1", file, "", "a file that can't be read: " + IoFailure.explain(e), "a readable file");
      return Optional.empty();
    }
  }

  private Optional<Found> find(String path, String rule, String expected) {
    return found.computeIfAbsent(path, first -> follow(first, rule, expected));
  }

  private Optional<Found> follow(String path, String rule, String expected) {
    int before = findings.errorReports();
    int links = 0;
    String current = path;
    for (Optional<String> target = files.link(current, findings);
        target.isPresent();
        target = files.link(current, findings)) {
      links++;
      if (links > MAX_LINKS) {
        findings.error(
            "S5",
            path,
            "",
            "a cycle, or a chain of more than " + MAX_LINKS + " links",
            "a link to a file of the archive");
        return Optional.empty();
      }
      current = target.get();
    }
    if (findings.errorReports() != before) {
      return Optional.empty();
    }
    Optional<Content> content = files.file(current, findings);
    if (content.isEmpty() && findings.errorReports() == before) {
      findings.error(links == 0 ? rule : "S5", current, "", "no such file", expected);
    }
    String file = current;
    return content.map(there -> new Found(file, there));
  }
}

package io.github.ocimaven.source;

import io.github.ocimaven.document.Documents;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.ImageConfig;
import io.github.ocimaven.document.SavedImage;
import io.github.ocimaven.model.Compression;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of one image in a docker-save archive and checks that they fit together: rules S1
 * and S3 to S5. Links between layers are followed inside the archive only.
 */
final class SavedImageReader {

  private final SourceFiles files;
  private final Findings findings;

  /** Which layer each entry was taken for, in all images of the archive. */
  private final Map<String, Digest> diffIds = new HashMap<>();

  SavedImageReader(SourceFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  /**
   * The parts of an image.
   *
   * @param config the entry with its config
   * @param configBytes the config, which is never changed
   * @param platform the config's platform
   * @param layers its layers, the base layer first
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Parts(String config, byte[] configBytes, Platform platform, List<SavedLayer> layers) {}

  /**
   * Reads an image's config and looks its layers up.
   *
   * @param image as {@code manifest.json} lists it
   * @return its parts, or nothing where there is a finding
   */
  Optional<Parts> read(SavedImage image) {
    int before = findings.errorReports();
    Optional<byte[]> bytes = readConfig(image);
    Optional<ImageConfig> config =
        bytes.flatMap(b -> Documents.readConfig(image.config(), b, findings));
    if (config.isEmpty()) {
      return Optional.empty();
    }
    List<Digest> expected = config.get().diffIds();
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
        new Platform(config.get().os(), config.get().architecture(), config.get().variant());
    return findings.errorReports() == before
        ? Optional.of(new Parts(image.config(), bytes.get(), platform, layers))
        : Optional.empty();
  }

  /**
   * Reads an image's config, whose digest is the image's ID.
   *
   * @param image as {@code manifest.json} lists it
   * @return the bytes, or nothing where there is a finding
   */
  Optional<byte[]> readConfig(SavedImage image) {
    return find(image.config(), "S1", "the image's config")
        .flatMap(found -> DocumentBytes.read(found.content(), image.config(), findings));
  }

  private Optional<SavedLayer> layer(String path, Digest diffId) {
    Optional<Found> found = find(path, "S3", "a layer");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (!diffId.isSha256()) {
      findings.error("D10", path, "", "the diff_id " + diffId, "one by sha256");
      return Optional.empty();
    }
    String file = found.get().file();
    @Nullable Digest other = diffIds.putIfAbsent(file, diffId);
    if (other != null && !other.equals(diffId)) {
      findings.error("S4", file, "", "the layer " + other + " and " + diffId, "one layer");
      return Optional.empty();
    }
    Content content = found.get().content();
    return compression(file, content)
        .map(compression -> new SavedLayer(file, diffId, content, compression));
  }

  private Optional<Compression> compression(String file, Content content) {
    try (InputStream in = content.open()) {
      return Optional.of(Decompression.detect(in.readNBytes(Decompression.MAGIC_BYTES)));
    } catch (IOException e) {
      findings.error("H1", file, "", "a file that can't be read: " + e, "a readable file");
      return Optional.empty();
    }
  }

  private record Found(String file, Content content) {}

  private Optional<Found> find(String path, String rule, String expected) {
    int before = findings.errorReports();
    Set<String> seen = new HashSet<>();
    String current = path;
    for (Optional<String> target = files.link(current, findings);
        target.isPresent();
        target = files.link(current, findings)) {
      if (!seen.add(current)) {
        findings.error("S5", path, "", "a cycle of links", "a link to a file of the archive");
        return Optional.empty();
      }
      current = target.get();
    }
    if (findings.errorReports() != before) {
      return Optional.empty();
    }
    Optional<Content> content = files.file(current, findings);
    if (content.isEmpty() && findings.errorReports() == before) {
      findings.error(seen.isEmpty() ? rule : "S5", current, "", "no such file", expected);
    }
    String file = current;
    return content.map(found -> new Found(file, found));
  }
}

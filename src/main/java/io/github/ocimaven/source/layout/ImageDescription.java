package io.github.ocimaven.source.layout;

import io.github.ocimaven.document.Documents;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Platform;
import io.github.ocimaven.text.ForeignText;
import io.github.ocimaven.text.Units;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Describes the images of a layout for messages. */
final class ImageDescription {

  /** Limits the number and length of platforms in a message: an index is untrusted text. */
  private static final int MAX_PLATFORMS = 20;

  private static final int MAX_LENGTH = 100;

  private final ManifestGraph graph;
  private final LayoutDocuments documents;

  ImageDescription(ManifestGraph graph, LayoutDocuments documents) {
    this.graph = graph;
    this.documents = documents;
  }

  /**
   * Describes an image.
   *
   * @return for example {@code image of linux/amd64}
   */
  String of(Descriptor image) {
    ManifestFacts facts = graph.facts(image);
    if (facts.artifactType().isPresent()) {
      return "artifact of type " + facts.artifactType().get();
    }
    if (image.mediaType().isIndex()) {
      String platforms = platforms(facts.children());
      return platforms.isEmpty()
          ? "index of " + Units.count(facts.children().size(), "manifest")
          : "index of " + platforms;
    }
    return Optional.ofNullable(image.platform())
        .or(() -> facts.config().flatMap(this::platformOfConfig))
        .map(platform -> "image of " + ForeignText.printable(platform.toString(), MAX_LENGTH))
        .orElse("image");
  }

  /** Returns the platforms of the images among an index's manifests, for messages. */
  static String platforms(List<Descriptor> manifests) {
    List<String> platforms =
        manifests.stream()
            .filter(manifest -> !manifest.isArtifact())
            .flatMap(manifest -> Optional.ofNullable(manifest.platform()).stream())
            .map(platform -> ForeignText.printable(platform.toString(), MAX_LENGTH))
            .distinct()
            .toList();
    String more =
        platforms.size() > MAX_PLATFORMS
            ? " and " + (platforms.size() - MAX_PLATFORMS) + " more"
            : "";
    return platforms.stream().limit(MAX_PLATFORMS).collect(Collectors.joining(", ")) + more;
  }

  private Optional<Platform> platformOfConfig(Descriptor config) {
    if (!config.mediaType().isImageConfig()) {
      return Optional.empty();
    }
    return documents
        .read(config)
        .flatMap(
            bytes ->
                Documents.readConfig(LayoutDocuments.file(config.digest()), bytes, new Findings()))
        .filter(found -> !found.os().isEmpty())
        .map(found -> new Platform(found.os(), found.architecture(), found.variant()));
  }
}

package io.github.ocimaven.source.layout;

import io.github.ocimaven.document.Documents;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.source.files.SourceFiles;
import io.github.ocimaven.text.Units;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a layout holds about an image, such as signatures, and a push of the image leaves behind.
 */
final class Leftovers {

  /** Limits the number of types in a message. */
  private static final int MAX_TYPES = 10;

  private Leftovers() {}

  /**
   * Counts what refers to an image.
   *
   * @param root the image's entry in {@code index.json}
   * @return a sentence for the log, or empty if the layout holds nothing of the kind
   */
  static Optional<String> note(SourceFiles files, LayoutImages images, Descriptor root) {
    boolean savedByCosign = References.isCosignImage(root);
    if (!images.areSeveral() && !savedByCosign) {
      return Optional.empty();
    }
    if (savedByCosign) {
      addStrays(files, images.graph());
    }
    List<MediaType> referrers = images.graph().referrers(root);
    return referrers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not pushed: "
                + Units.count(referrers.size(), "referrer")
                + " ("
                + countByType(referrers)
                + ")");
  }

  private static String countByType(List<MediaType> referrers) {
    Map<MediaType, Integer> counts = new LinkedHashMap<>();
    referrers.forEach(type -> counts.merge(type, 1, Integer::sum));
    String more =
        counts.size() > MAX_TYPES ? " and " + (counts.size() - MAX_TYPES) + " other types" : "";
    return counts.entrySet().stream()
            .limit(MAX_TYPES)
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "))
        + more;
  }

  /**
   * Adds manifests to which nothing refers: cosign 3.1 saves signatures as such, and finds them by
   * their subject.
   */
  private static void addStrays(SourceFiles files, ManifestGraph graph) {
    Findings ignored = new Findings();
    try {
      for (String name : files.list(OciLayout.BLOBS).orElse(List.of())) {
        Optional<Digest> digest = OciLayout.digest(name).filter(Digest::isSha256);
        Optional<Content> content = files.file(name, ignored).filter(Leftovers::canBeManifest);
        if (digest.isPresent() && content.isPresent()) {
          graph.addStray(
              new Descriptor(MediaType.OCI_MANIFEST, digest.get(), content.get().size()));
        }
      }
    } catch (IOException e) {
      // A folder that can't be read is reported when the layout is opened.
    }
  }

  private static boolean canBeManifest(Content content) {
    if (content.size() > Documents.MAX_BYTES) {
      return false;
    }
    try (InputStream in = content.open()) {
      return in.read() == '{';
    } catch (IOException e) {
      return false;
    }
  }
}

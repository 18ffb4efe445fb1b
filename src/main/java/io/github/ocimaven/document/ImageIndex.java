package io.github.ocimaven.document;

import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image index (image-spec, image-index.md), or a manifest list, which has only manifests.
 *
 * @param manifests its manifests, in order; may be empty
 * @param artifactType its artifact type, if any
 * @param subject the manifest that it refers to
 * @param annotations its annotations; may be empty
 */
public record ImageIndex(
    List<Descriptor> manifests,
    Optional<MediaType> artifactType,
    Optional<Descriptor> subject,
    Map<String, String> annotations) {

  /** Copies the lists. */
  public ImageIndex {
    manifests = List.copyOf(manifests);
    annotations = Map.copyOf(annotations);
  }
}

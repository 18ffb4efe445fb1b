package io.github.ocimaven.document;

import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An image manifest (image-spec, manifest.md). Docker's has only config and layers.
 *
 * @param config its config; its digest is the image's ID
 * @param layers its layers, the base layer first; may be empty
 * @param artifactType its artifact type, if any
 * @param subject the manifest that it refers to, for example the one that it signs
 * @param annotations its annotations; may be empty
 */
public record ImageManifest(
    Descriptor config,
    List<Descriptor> layers,
    Optional<MediaType> artifactType,
    Optional<Descriptor> subject,
    Map<String, String> annotations) {

  /** Copies the lists. */
  public ImageManifest {
    layers = List.copyOf(layers);
    annotations = Map.copyOf(annotations);
  }

  /** Returns the blobs that must be in the repository before the manifest: config and layers. */
  public List<Descriptor> blobs() {
    return Stream.concat(Stream.of(config), layers.stream()).toList();
  }
}

package io.github.ocimaven.document;

import io.github.ocimaven.model.Descriptor;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a push needs of an image manifest (image-spec, manifest.md).
 *
 * @param config its config; its digest is the image's ID
 * @param layers its layers, the base layer first; may be empty
 */
public record ImageManifest(Descriptor config, List<Descriptor> layers) {

  /** Copies the list. */
  public ImageManifest {
    layers = List.copyOf(layers);
  }

  /** Returns the blobs that must be in the repository before the manifest: config and layers. */
  public List<Descriptor> blobs() {
    return Stream.concat(Stream.of(config), layers.stream()).toList();
  }
}

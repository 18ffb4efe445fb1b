package io.github.ocimaven.document;

import io.github.ocimaven.model.Descriptor;
import java.util.List;

/**
 * What a push needs of an image index or manifest list (image-spec, image-index.md).
 *
 * @param manifests its manifests, in their order; may be empty
 */
public record ImageIndex(List<Descriptor> manifests) {

  /** Copies the list. */
  public ImageIndex {
    manifests = List.copyOf(manifests);
  }
}

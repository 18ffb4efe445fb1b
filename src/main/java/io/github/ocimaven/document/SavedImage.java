package io.github.ocimaven.document;

import java.util.List;

/**
 * An image of a docker-save archive, as listed in its {@code manifest.json}.
 *
 * @param config the path of its config in the archive; the name need not be the digest
 * @param repoTags its repository tags, such as {@code acme/app:1.0}; may be empty
 * @param layers the paths of its layers in the archive, the base layer first
 */
public record SavedImage(String config, List<String> repoTags, List<String> layers) {

  /** Copies the lists. */
  public SavedImage {
    repoTags = List.copyOf(repoTags);
    layers = List.copyOf(layers);
  }
}

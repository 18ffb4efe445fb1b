package io.github.ocimaven.document;

import java.util.List;

/**
 * One image of a docker-save archive, as its {@code manifest.json} lists it.
 *
 * @param config the path of its config in the archive; its name is not its digest
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

package io.github.ocimaven.model;

import java.util.List;

/**
 * One destination of a push: a repository of a registry, and the tags that will name the image.
 *
 * @param registry {@code HOST[:PORT]}
 * @param repository for example {@code acme/app}
 * @param tags one tag or more, each once, in the order in which they are moved
 */
public record Target(String registry, String repository, List<String> tags) {

  /**
   * Checks the parts and removes duplicate tags.
   *
   * @throws InvalidReferenceException if a part is not allowed
   * @throws IllegalArgumentException if there is no tag
   */
  public Target {
    Reference checked = new Reference(registry, repository, null);
    registry = checked.registry();
    repository = checked.repository();
    tags = tags.stream().map(Reference::requireTag).distinct().toList();
    if (tags.isEmpty()) {
      throw new IllegalArgumentException("a target needs a tag");
    }
  }

  /** Returns {@code HOST[:PORT]/REPOSITORY}. */
  public String name() {
    return registry + "/" + repository;
  }

  /**
   * Returns {@code HOST[:PORT]/REPOSITORY:TAG}.
   *
   * @param tag one of the tags
   */
  public String reference(String tag) {
    return name() + ":" + tag;
  }

  /** Returns the reference with the first tag, for messages. */
  @Override
  public String toString() {
    return reference(tags.get(0));
  }
}

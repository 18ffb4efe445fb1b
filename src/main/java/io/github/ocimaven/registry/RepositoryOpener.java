package io.github.ocimaven.registry;

import io.github.ocimaven.model.Target;

/** Opens the repositories that images are pushed to. */
@FunctionalInterface
public interface RepositoryOpener {

  /**
   * Opens a target's repository.
   *
   * @param target the destination
   * @return the repository; the caller closes it
   */
  Repository open(Target target);
}

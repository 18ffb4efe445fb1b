package io.github.ocimaven.registry;

import io.github.ocimaven.model.Target;

/** Opens the repositories that images are pushed to. */
@FunctionalInterface
public interface RepositoryOpener {

  /**
   * Opens a target's repository.
   *
   * @return the repository; the caller closes it
   */
  Repository open(Target target);
}

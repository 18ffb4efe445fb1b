package io.github.ocimaven.registry;

import io.github.ocimaven.model.Target;

/** Opens repositories in all their roles. */
@FunctionalInterface
public interface FullRepositoryOpener extends RepositoryOpener {

  /**
   * Opens a target's repository.
   *
   * @return the repository; the caller closes it
   */
  @Override
  FullRepository open(Target target);
}

package io.github.ocimaven.push;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Repository;
import java.util.List;

/**
 * One destination of a push.
 *
 * @param mountFrom repositories of the same registry that may have some of the blobs
 * @param arrivals counts what the repository receives
 */
record OpenDestination(
    Target target, Repository repository, List<String> mountFrom, UploadTally arrivals) {

  /**
   * Creates a destination that has not received anything yet.
   *
   * @param mountFrom repositories of the same registry that may have some of the blobs
   */
  OpenDestination(Target target, Repository repository, List<String> mountFrom) {
    this(target, repository, mountFrom, new UploadTally());
  }
}

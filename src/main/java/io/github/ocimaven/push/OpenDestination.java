package io.github.ocimaven.push;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Repository;
import java.util.List;

/**
 * One destination of a push.
 *
 * @param target which repository, and which of its tags
 * @param repository the repository
 * @param mountFrom repositories of the same registry that may have some of the blobs
 * @param arrivals what the repository gets
 */
record OpenDestination(
    Target target, Repository repository, List<String> mountFrom, UploadTally arrivals) {

  /**
   * A destination that nothing has arrived at yet.
   *
   * @param target which repository, and which of its tags
   * @param repository the repository
   * @param mountFrom repositories of the same registry that may have some of the blobs
   */
  OpenDestination(Target target, Repository repository, List<String> mountFrom) {
    this(target, repository, mountFrom, new UploadTally());
  }
}

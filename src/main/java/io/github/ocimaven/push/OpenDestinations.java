package io.github.ocimaven.push;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.RepositoryOpener;
import java.util.ArrayList;
import java.util.List;

/** The destinations of one push, which are closed together. */
final class OpenDestinations implements AutoCloseable {

  private final List<OpenDestination> destinations = new ArrayList<>();

  /**
   * Opens one more.
   *
   * @param registries opens its repository
   * @param target where to
   * @param mountFrom repositories of the same registry that may have some of the blobs
   */
  void open(RepositoryOpener registries, Target target, List<String> mountFrom) {
    destinations.add(new OpenDestination(target, registries.open(target), mountFrom));
  }

  /** Returns them in the order in which they were opened. */
  List<OpenDestination> all() {
    return List.copyOf(destinations);
  }

  /** Each may take a moment to cancel uploads, so they are closed at the same time. */
  @Override
  public void close() {
    destinations.parallelStream().forEach(destination -> destination.repository().close());
  }
}

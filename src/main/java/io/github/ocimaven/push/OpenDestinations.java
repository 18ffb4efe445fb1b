package io.github.ocimaven.push;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.RepositoryOpener;
import java.util.ArrayList;
import java.util.List;

/** The destinations of one push, which are closed together. */
final class OpenDestinations implements AutoCloseable {

  private final List<OpenDestination> destinations = new ArrayList<>();

  /**
   * Opens a destination.
   *
   * @param mountFrom repositories of the same registry that may have some of the blobs
   */
  void open(RepositoryOpener registries, Target target, List<String> mountFrom) {
    destinations.add(new OpenDestination(target, registries.open(target), mountFrom));
  }

  /** Returns the destinations in the order in which they were opened. */
  List<OpenDestination> all() {
    return List.copyOf(destinations);
  }

  /** Closes all at the same time, since each may take a moment to cancel uploads. */
  @Override
  public void close() {
    destinations.parallelStream().forEach(destination -> destination.repository().close());
  }
}

package io.github.ocimaven.push;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.source.SourceRequest;
import java.util.List;

/**
 * What to push, and where to.
 *
 * @param source which image
 * @param includeNondistributable whether to upload layers of nondistributable types too
 * @param targets the destinations, one or more, in the order in which they are pushed to
 * @param parallelism how many blobs may be in flight, 1 or more
 * @param dryRun whether to ask the registries only, and send nothing
 */
public record PushRequest(
    SourceRequest source,
    boolean includeNondistributable,
    List<Target> targets,
    int parallelism,
    boolean dryRun) {

  /** Copies the list. */
  public PushRequest {
    targets = List.copyOf(targets);
  }
}

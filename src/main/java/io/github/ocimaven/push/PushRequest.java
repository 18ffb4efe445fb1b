package io.github.ocimaven.push;

import io.github.ocimaven.model.Target;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to push, and where to.
 *
 * @param baseDirectory what a relative source starts from
 * @param buildDirectory where the usual places for a source are, usually below the project
 * @param source the source, or null for the first of the usual places
 * @param sourceReference the ref name or digest of the image in it, or null for the only one
 * @param targets the destinations, one or more, in the order in which they are pushed to
 * @param parallelism how many blobs may be in flight, 1 or more
 * @param dryRun whether to ask the registries only, and send nothing
 */
public record PushRequest(
    Path baseDirectory,
    Path buildDirectory,
    @Nullable String source,
    @Nullable String sourceReference,
    List<Target> targets,
    int parallelism,
    boolean dryRun) {

  /** Copies the list. */
  public PushRequest {
    targets = List.copyOf(targets);
  }
}

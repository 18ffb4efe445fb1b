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
 * @param tagRule which tags may move
 */
public record PushRequest(
    SourceRequest source,
    boolean includeNondistributable,
    List<Target> targets,
    int parallelism,
    boolean dryRun,
    TagRule tagRule) {

  /** Copies the list. */
  public PushRequest {
    targets = List.copyOf(targets);
  }

  /** Asks for a push that may move every tag. */
  public PushRequest(
      SourceRequest source,
      boolean includeNondistributable,
      List<Target> targets,
      int parallelism,
      boolean dryRun) {
    this(source, includeNondistributable, targets, parallelism, dryRun, TagRule.ANY);
  }

  /**
   * Returns the same request with another rule for tags.
   *
   * @param rule which tags may move
   */
  public PushRequest withTagRule(TagRule rule) {
    return new PushRequest(source, includeNondistributable, targets, parallelism, dryRun, rule);
  }
}

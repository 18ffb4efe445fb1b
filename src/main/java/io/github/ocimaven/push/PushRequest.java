package io.github.ocimaven.push;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MountSource;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.tag.TagRule;
import io.github.ocimaven.source.SourceRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to push, and where.
 *
 * @param source which image
 * @param includeNondistributable whether to upload layers of nondistributable types too
 * @param targets the destinations, one or more, in the order in which they are pushed to
 * @param session the state that this push shares with others
 * @param dryRun whether to only ask the registries, and send nothing
 * @param tagRule which tags may move
 * @param mountFrom more repositories that may have some of the blobs
 * @param expectedDigest the digest of the only image that may be pushed; null to accept any image
 */
public record PushRequest(
    SourceRequest source,
    boolean includeNondistributable,
    List<Target> targets,
    PushSession session,
    boolean dryRun,
    TagRule tagRule,
    List<MountSource> mountFrom,
    @Nullable Digest expectedDigest) {

  public PushRequest {
    targets = List.copyOf(targets);
    mountFrom = List.copyOf(mountFrom);
  }

  /** Creates a request for a single push that may move every tag. */
  public PushRequest(
      SourceRequest source,
      boolean includeNondistributable,
      List<Target> targets,
      int parallelism,
      boolean dryRun) {
    this(
        source,
        includeNondistributable,
        targets,
        new PushSession(parallelism),
        dryRun,
        TagRule.ANY,
        List.of(),
        null);
  }

  /**
   * Returns whether the push may choose the media types of a generated manifest: the user has not,
   * and the image's digest was not announced before the push.
   */
  boolean mayChooseFormat() {
    return source.options().imageFormat() == null && expectedDigest == null;
  }

  /**
   * Returns the same request as one of several.
   *
   * @param shared the state that it shares with the others
   */
  public PushRequest withSession(PushSession shared) {
    return new PushRequest(
        source,
        includeNondistributable,
        targets,
        shared,
        dryRun,
        tagRule,
        mountFrom,
        expectedDigest);
  }

  /** Returns the same request with repositories to mount from. */
  public PushRequest withMountFrom(List<MountSource> sources) {
    return new PushRequest(
        source,
        includeNondistributable,
        targets,
        session,
        dryRun,
        tagRule,
        sources,
        expectedDigest);
  }

  /** Returns the same request with another rule for tags. */
  public PushRequest withTagRule(TagRule rule) {
    return new PushRequest(
        source, includeNondistributable, targets, session, dryRun, rule, mountFrom, expectedDigest);
  }

  /**
   * Returns the same request for one image only.
   *
   * @param digest the image's digest; any other image is refused
   */
  public PushRequest withExpectedDigest(Digest digest) {
    return new PushRequest(
        source, includeNondistributable, targets, session, dryRun, tagRule, mountFrom, digest);
  }
}

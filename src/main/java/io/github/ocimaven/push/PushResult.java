package io.github.ocimaven.push;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.plan.PlannedBlob;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a push did at one destination, or would have done without a dry run.
 *
 * @param digest the digest that every tag of the target now names
 * @param imageId the digest of the config, or null for an index
 * @param uploaded the blobs that were sent
 * @param mounted the blobs that the registry mounted from another of its repositories
 * @param present the blobs that the repository already had
 * @param movedTags the tags that did not name the digest before
 * @param duration how long it took
 */
public record PushResult(
    Target target,
    Digest digest,
    @Nullable Digest imageId,
    Amount uploaded,
    Amount mounted,
    Amount present,
    List<String> movedTags,
    Duration duration) {

  public PushResult {
    movedTags = List.copyOf(movedTags);
  }

  /** Returns whether the registry already had everything, including the tags. */
  public boolean isUnchanged() {
    return movedTags.isEmpty();
  }

  /**
   * A number of blobs.
   *
   * @param bytes their total size
   */
  public record Amount(int blobs, long bytes) {

    static final Amount NONE = new Amount(0, 0);

    static Amount of(Collection<PlannedBlob> blobs) {
      return new Amount(
          blobs.size(), blobs.stream().mapToLong(blob -> blob.descriptor().size()).sum());
    }

    Amount plus(Amount other) {
      return new Amount(blobs + other.blobs, bytes + other.bytes);
    }

    Amount minus(Amount other) {
      return new Amount(blobs - other.blobs, bytes - other.bytes);
    }
  }
}

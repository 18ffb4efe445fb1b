package io.github.ocimaven.push;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.push.PushResult.Amount;
import io.github.ocimaven.source.SourceListener;
import java.util.List;

/**
 * Notified of the progress of a push. Several threads may call the methods at once. By default,
 * they do nothing.
 */
public interface PushListener extends SourceListener {

  /** Ignores everything. */
  PushListener NONE = new PushListener() {};

  /** The source is valid. */
  default void planned(PushPlan plan) {}

  /**
   * A registry does not support Docker's media types. The image is pushed with the OCI ones, to all
   * destinations.
   *
   * @param target the destination that refused the manifest
   * @param refused the digest of the manifest with Docker's media types
   * @param pushed the digest of the manifest with OCI media types
   */
  default void formatRefused(Target target, Digest refused, Digest pushed) {}

  /**
   * A tag names the image with OCI media types, because an earlier push sent it so. They are kept.
   *
   * @param reference the tag, {@code HOST[:PORT]/REPOSITORY:TAG}
   * @param other the digest of the manifest with Docker's media types
   * @param kept the digest of the manifest with OCI media types
   */
  default void formatKept(String reference, Digest other, Digest kept) {}

  /**
   * The registry has refused a manifest for content that it, or another push, had claimed to be
   * there. All blobs that this push has not uploaded itself are uploaded now.
   */
  default void sendingAgain(Target target, Amount blobs) {}

  /** Blobs are looked up, and lacking ones are sent, until {@link #finished}. */
  default void started(List<Target> targets) {}

  /**
   * There is more to send, or less, if blobs turn out to be there.
   *
   * @param blobs how many more blobs; negative for fewer
   * @param bytes their total size; negative for fewer
   */
  default void lacking(int blobs, long bytes) {}

  /**
   * Bytes were sent to the registry.
   *
   * @param bytes how many more bytes; negative if a blob starts again
   */
  default void sent(long bytes) {}

  /** The registry has one more blob. */
  default void blobDone() {}

  /** The registry has all blobs, or the push has failed. */
  default void finished() {}

  /**
   * A release tag that named another image now names this one, or would without a dry run.
   *
   * @param reference the tag, {@code HOST[:PORT]/REPOSITORY:TAG}
   */
  default void releaseTagMoved(String reference, Digest before, Digest now) {}

  /** A destination has the image. */
  default void pushed(PushResult result) {}
}

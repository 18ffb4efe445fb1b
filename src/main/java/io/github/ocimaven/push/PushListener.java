package io.github.ocimaven.push;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.source.SourceListener;
import java.util.List;

/**
 * Is told how a push goes on. Methods are called by several threads at once; what they do is
 * nothing by default.
 */
public interface PushListener extends SourceListener {

  /** Hears nothing. */
  PushListener NONE = new PushListener() {};

  /**
   * The source is valid.
   *
   * @param plan what is to be pushed
   */
  default void planned(PushPlan plan) {}

  /**
   * Blobs are asked for, and those that are lacking are sent, until {@link #finished}.
   *
   * @param targets where to
   */
  default void started(List<Target> targets) {}

  /**
   * There is more to send, or less, where blobs turn out to be there.
   *
   * @param blobs how many more blobs; negative for less
   * @param bytes how many more bytes they have together; negative for less
   */
  default void lacking(int blobs, long bytes) {}

  /**
   * Bytes left for the registry.
   *
   * @param bytes how many more of them are sent; negative where a blob starts again
   */
  default void sent(long bytes) {}

  /** The registry has one more blob. */
  default void blobDone() {}

  /** All blobs are there, or the push has failed. */
  default void finished() {}

  /**
   * A release tag that named another image names this one, or would in a dry run.
   *
   * @param reference the tag, {@code HOST[:PORT]/REPOSITORY:TAG}
   * @param before what it named
   * @param now what it names
   */
  default void releaseTagMoved(String reference, Digest before, Digest now) {}

  /**
   * A destination has the image.
   *
   * @param result what was done
   */
  default void pushed(PushResult result) {}
}

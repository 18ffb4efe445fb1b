package io.github.ocimaven.push;

import io.github.ocimaven.concurrent.Limit;

/**
 * What the pushes of one Maven session have in common, also those of several modules at once: a
 * limit, and what they know of where blobs are. It holds neither connections nor credentials.
 */
public final class PushSession {

  private final Limit limit;
  private final KnownBlobs blobs = new KnownBlobs();

  /**
   * Knows nothing yet.
   *
   * @param parallelism how many blobs may be in work (asked for, hashed, compressed, in flight) at
   *     once, 1 or more
   */
  public PushSession(int parallelism) {
    this.limit = new Limit(parallelism);
  }

  /** Returns how much may be in work at once. */
  public Limit limit() {
    return limit;
  }

  /** Returns what is known of where blobs are. */
  KnownBlobs blobs() {
    return blobs;
  }
}

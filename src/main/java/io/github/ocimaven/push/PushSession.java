package io.github.ocimaven.push;

import io.github.ocimaven.concurrent.Limit;

/**
 * The state that all pushes of one Maven session share, even those of several modules at once: a
 * limit on parallel work, and which repositories have which blobs. It holds neither connections nor
 * credentials.
 */
public final class PushSession {

  private final Limit limit;
  private final KnownBlobs blobs = new KnownBlobs();

  /**
   * Creates a session.
   *
   * @param parallelism how many blobs may be processed at once (looked up, hashed, compressed,
   *     uploaded), 1 or more
   */
  public PushSession(int parallelism) {
    this.limit = new Limit(parallelism);
  }

  /** Returns the limit on how many blobs are processed at once. */
  public Limit limit() {
    return limit;
  }

  /** Returns which repositories are known to have which blobs. */
  KnownBlobs blobs() {
    return blobs;
  }
}

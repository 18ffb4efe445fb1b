package io.github.ocimaven.registry.jib.upload;

import java.util.Set;

/**
 * Tells which blobs of a repository go whole, with the PUT that ends their upload
 * (distribution-spec, "POST then PUT"), as long as the registry takes them: a request less, and
 * less to do for the registry. What takes long to send goes by PATCH, so that it goes on where it
 * breaks, and need not start again; and so does what broke once, unless it is small.
 */
final class MonolithicUploads {

  /** Up to so many bytes, a blob goes whole: ten seconds' worth at 100 Mbit/s. */
  public static final long MOST_BYTES = 128 * 1024 * 1024;

  /** Up to so many bytes, it does so even where that broke before. */
  static final long SMALL_BYTES = 4 * 1024 * 1024;

  /**
   * Artifactory wants every blob in a PATCH, and answers 404 BLOB_UNKNOWN
   * (https://github.com/docker/buildx/issues/196); to whoever does not read the body, its digest is
   * another one (400); and to some, a body has no place there at all.
   */
  private static final Set<Integer> REFUSALS = Set.of(400, 404, 405, 411, 415, 416);

  private final long mostBytes;
  private volatile boolean refused;

  /**
   * Assumes that the registry takes them.
   *
   * @param mostBytes how many bytes a blob has at most that goes whole
   */
  MonolithicUploads(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Tells whether a blob goes whole.
   *
   * @param size its length in bytes
   * @param again whether it was sent before, and did not arrive
   */
  boolean suit(long size, boolean again) {
    long most = again ? Math.min(mostBytes, SMALL_BYTES) : mostBytes;
    return size > 0 && size <= most && !refused;
  }

  /**
   * Learns from what came of a PUT with a whole blob. An answer that says that the upload is lost,
   * or the digest another one, can't be told from one that means the body: PATCH is tried, and
   * shows.
   *
   * @param status the status of the response, which is not about access or the body's length
   * @return whether the registry may take the blob by PATCH
   */
  boolean areRefusedWith(int status) {
    boolean refusal = REFUSALS.contains(status);
    refused |= refusal;
    return refusal;
  }
}

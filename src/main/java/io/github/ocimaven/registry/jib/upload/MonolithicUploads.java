package io.github.ocimaven.registry.jib.upload;

import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.registry.jib.auth.AccessException;
import io.github.ocimaven.registry.jib.http.Causes;
import java.io.IOException;
import java.util.Set;

/**
 * Decides which blobs of a repository are sent whole, in the PUT that ends their upload
 * (distribution-spec, "POST then PUT"), as long as the registry accepts that. It saves a request,
 * and work for the registry. Large blobs are sent by PATCH, so that a broken upload can be resumed
 * instead of restarted. So is a blob whose upload failed before, unless it is small.
 */
final class MonolithicUploads {

  /** The maximum size of a blob that is sent whole: ten seconds' worth at 100 Mbit/s. */
  public static final long MOST_BYTES = 128 * 1024 * 1024;

  /** The maximum size of a blob that is sent whole even after a failure. */
  static final long SMALL_BYTES = 4 * 1024 * 1024;

  /**
   * Artifactory requires every blob in a PATCH, and returns 404 BLOB_UNKNOWN otherwise
   * (https://github.com/docker/buildx/issues/196). A registry that ignores the body of a PUT
   * computes another digest (400). Some registries allow no body there at all.
   */
  private static final Set<Integer> REFUSALS = Set.of(400, 404, 405, 411, 415, 416);

  private final long mostBytes;
  private volatile boolean refused;

  /**
   * Assumes that the registry accepts monolithic uploads.
   *
   * @param mostBytes the maximum size of a blob that is sent whole
   */
  MonolithicUploads(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Returns whether to send a blob whole.
   *
   * @param size the size in bytes
   * @param again whether an earlier upload of the blob failed
   */
  boolean suit(long size, boolean again) {
    long most = again ? Math.min(mostBytes, SMALL_BYTES) : mostBytes;
    return size > 0 && size <= most && !refused;
  }

  /**
   * Learns from the failure of a PUT with a whole blob. A response that reports a lost upload or a
   * wrong digest may also mean that the registry accepts no body there; only trying PATCH shows.
   *
   * @param failure the failure, not one about the size of the body
   * @return whether the registry may accept the blob by PATCH
   */
  boolean areRefusedWith(IOException failure) {
    ResponseException answer = Causes.find(failure, ResponseException.class);
    boolean refusal =
        answer != null
            && Causes.find(failure, AccessException.class) == null
            && REFUSALS.contains(answer.getStatusCode());
    refused |= refusal;
    return refusal;
  }
}

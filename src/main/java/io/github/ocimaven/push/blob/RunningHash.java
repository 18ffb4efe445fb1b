package io.github.ocimaven.push.blob;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.DigestAndSize;
import java.security.MessageDigest;

/**
 * The hash of a blob's bytes, as far as they were read, in however many readings: one that begins
 * anew, as each part of an upload does, adds what comes after the earlier ones. Used by one thread
 * at a time.
 */
final class RunningHash {

  private final MessageDigest hash = Digest.newSha256();
  private long count;
  private boolean ended;

  /** Returns how many bytes are hashed. */
  long count() {
    return count;
  }

  /** Tells whether {@link #end} was called. */
  boolean isEnded() {
    return ended;
  }

  /**
   * Bytes were read.
   *
   * @param position how many bytes of the blob come before them, at most {@link #count}
   */
  void read(byte[] bytes, int offset, int length, long position) {
    int known = (int) Math.min(length, count - position);
    hash.update(bytes, offset + known, length - known);
    count += length - known;
  }

  /** Returns what was read altogether; nothing may come after it. */
  DigestAndSize end() {
    ended = true;
    return new DigestAndSize(Digest.ofSha256Hash(hash.digest()), count);
  }
}

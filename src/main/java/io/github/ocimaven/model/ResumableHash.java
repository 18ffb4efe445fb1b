package io.github.ocimaven.model;

/**
 * The hash of a blob's bytes that are read in several passes. A pass may start again at an earlier
 * position, as each part of an upload does; bytes that were hashed before are skipped. Used by one
 * thread at a time.
 */
public final class ResumableHash {

  private final Hash hash = Hash.sha256();
  private long count;
  private boolean ended;

  /** Returns how many bytes have been hashed. */
  public long count() {
    return count;
  }

  /** Returns whether {@link #end} was called. */
  public boolean isEnded() {
    return ended;
  }

  /**
   * Adds bytes that were read.
   *
   * @param position their position in the blob, at most {@link #count}
   */
  public void read(byte[] bytes, int offset, int length, long position) {
    int known = (int) Math.min(length, count - position);
    hash.update(bytes, offset + known, length - known);
    count += length - known;
  }

  /** Returns the digest and size of all bytes; nothing may be added afterwards. */
  public DigestAndSize end() {
    ended = true;
    return new DigestAndSize(hash.digest(), count);
  }
}

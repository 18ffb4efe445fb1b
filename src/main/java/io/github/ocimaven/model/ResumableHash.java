package io.github.ocimaven.model;

/**
 * The hash of a blob's bytes, as far as they were read, in however many readings: one that begins
 * anew, as each part of an upload does, adds what comes after the earlier ones. Used by one thread
 * at a time.
 */
public final class ResumableHash {

  private final Hash hash = Hash.sha256();
  private long count;
  private boolean ended;

  /** Returns how many bytes are hashed. */
  public long count() {
    return count;
  }

  /** Tells whether {@link #end} was called. */
  public boolean isEnded() {
    return ended;
  }

  /**
   * Bytes were read.
   *
   * @param position how many bytes of the blob come before them, at most {@link #count}
   */
  public void read(byte[] bytes, int offset, int length, long position) {
    int known = (int) Math.min(length, count - position);
    hash.update(bytes, offset + known, length - known);
    count += length - known;
  }

  /** Returns what was read altogether; nothing may come after it. */
  public DigestAndSize end() {
    ended = true;
    return new DigestAndSize(hash.digest(), count);
  }
}

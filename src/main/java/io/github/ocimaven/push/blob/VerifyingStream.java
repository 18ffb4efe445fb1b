package io.github.ocimaven.push.blob;

import io.github.ocimaven.model.DigestAndSize;
import io.github.ocimaven.model.ResumableHash;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * A stream that hashes what is read, and hands the last of it out only when it was found to be what
 * it should be.
 */
final class VerifyingStream extends FilterInputStream {

  private final long size;
  private final ResumableHash hash;
  private final Consumer<DigestAndSize> requirement;
  private long position;

  /**
   * Makes a stream.
   *
   * @param in what to read
   * @param size how many bytes it should have
   * @param hash of what was read before, by streams of the same bytes
   * @param requirement is told what it had, before its last bytes are handed out; what it throws is
   *     the outcome of the reading
   */
  VerifyingStream(
      InputStream in, long size, ResumableHash hash, Consumer<DigestAndSize> requirement) {
    super(in);
    this.size = size;
    this.hash = hash;
    this.requirement = requirement;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    if (read > 0 && !hash.isEnded()) {
      hash.read(bytes, offset, read, position);
      position += read;
    }
    if (!hash.isEnded() && (read < 0 || hash.count() >= size)) {
      requirement.accept(hash.end());
    }
    return read;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** What is skipped is hashed all the same, unless it was before. */
  @Override
  public long skip(long number) throws IOException {
    long known = Math.min(number, hash.count() - position);
    if (known > 0 && !hash.isEnded()) {
      long passed = in.skip(known);
      position += passed;
      return passed;
    }
    byte[] skipped = new byte[(int) Math.min(Math.max(number, 0), DigestAndSize.BUFFER_BYTES)];
    return skipped.length == 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}

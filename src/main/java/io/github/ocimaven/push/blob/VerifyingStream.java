package io.github.ocimaven.push.blob;

import io.github.ocimaven.model.DigestAndSize;
import io.github.ocimaven.model.ResumableHash;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * A stream that hashes the bytes that are read, and returns the last ones only after the hash has
 * been checked.
 */
final class VerifyingStream extends FilterInputStream {

  private final long size;
  private final ResumableHash hash;
  private final Consumer<DigestAndSize> requirement;
  private long position;

  /**
   * Creates a stream.
   *
   * @param size the expected number of bytes
   * @param hash the hash of the bytes that earlier streams of the same content have read
   * @param requirement receives digest and size before the last bytes are returned; its exception
   *     fails the read
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

  /** Skipped bytes are hashed as well, unless they already have been. */
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

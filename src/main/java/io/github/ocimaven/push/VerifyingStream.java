package io.github.ocimaven.push;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.source.Hashed;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.Consumer;

/**
 * A stream that hashes what is read, and hands the last of it out only when it was found to be what
 * it should be.
 */
final class VerifyingStream extends FilterInputStream {

  private final MessageDigest hash = Digest.newSha256();
  private final long size;
  private final Consumer<Hashed> requirement;
  private long count;

  /**
   * Makes a stream.
   *
   * @param in what to read
   * @param size how many bytes it should have
   * @param requirement is told what it had, before its last bytes are handed out; what it throws is
   *     the outcome of the reading
   */
  VerifyingStream(InputStream in, long size, Consumer<Hashed> requirement) {
    super(in);
    this.size = size;
    this.requirement = requirement;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    boolean before = count < size;
    int read = in.read(bytes, offset, length);
    if (read > 0) {
      hash.update(bytes, offset, read);
      count += read;
    }
    if (before && (read < 0 || count >= size)) {
      requirement.accept(new Hashed(Digest.ofSha256(hash.digest()), count));
    }
    return read;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** What is skipped is hashed all the same. */
  @Override
  public long skip(long number) throws IOException {
    byte[] skipped = new byte[(int) Math.min(Math.max(number, 0), Hashed.BUFFER_BYTES)];
    return skipped.length == 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}

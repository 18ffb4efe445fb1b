package io.github.ocimaven.registry.retry;

import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RemoteContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A stream that goes on where it broke. The attempts are those of one operation, however often it
 * breaks: they count anew only where it has got on. Used by one thread at a time.
 */
final class ResumingStream extends InputStream {

  private final RemoteContent content;
  private final Retrying retrying;
  private InputStream in;
  private long position;
  private @Nullable Attempts attempts;

  /**
   * Begins with a stream that is open.
   *
   * @param content where to get more
   * @param offset where the stream begins
   * @param in the stream
   * @param retrying tries again
   */
  ResumingStream(RemoteContent content, long offset, InputStream in, Retrying retrying) {
    this.content = content;
    this.position = offset;
    this.in = in;
    this.retrying = retrying;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read;
    try {
      read = in.read(buffer, offset, length);
    } catch (RegistryException e) {
      if (e.transience().isEmpty()) {
        throw e;
      }
      read = resume(e, buffer, offset, length);
    }
    position += Math.max(0, read);
    return read;
  }

  /** Takes the failure for that of the first attempt, and makes the others. */
  private int resume(RegistryException failure, byte[] buffer, int offset, int length)
      throws IOException {
    in.close();
    Attempts all = attempts == null ? retrying.attempts() : attempts;
    attempts = all;
    boolean[] failed = {false};
    return retrying.run(
        all,
        attempt -> {
          if (!failed[0]) {
            failed[0] = true;
            throw failure;
          }
          return readAgain(attempt, buffer, offset, length);
        });
  }

  private int readAgain(Attempts attempt, byte[] buffer, int offset, int length) {
    attempt.watching(read -> {}).accept(position);
    InputStream next = content.openAt(position);
    try {
      int read = next.read(buffer, offset, length);
      in = next;
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // registries fail with a RegistryException
    } finally {
      if (in != next) {
        closeBroken(next);
      }
    }
  }

  private static void closeBroken(InputStream broken) {
    try {
      broken.close();
    } catch (IOException e) {
      // It has failed before, and said why.
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

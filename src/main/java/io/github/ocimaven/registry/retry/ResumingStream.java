package io.github.ocimaven.registry.retry;

import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RemoteContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is resumed where it breaks. However often it breaks, its attempts count as those of
 * one operation; they are counted from zero again only after progress. Used by one thread at a
 * time.
 */
final class ResumingStream extends InputStream {

  private final RemoteContent content;
  private final Retrying retrying;
  private InputStream in;
  private long position;
  private @Nullable Attempts attempts;

  /**
   * Wraps an open stream.
   *
   * @param content opens further streams
   * @param offset the offset in the content at which the stream begins
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

  /** Makes further attempts, with this failure as that of the first one. */
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
      throw new UncheckedIOException(e); // registries throw a RegistryException instead
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
      // The stream has failed before; that failure is the one to report.
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package io.github.ocimaven.source.files;

import io.github.ocimaven.file.TemporaryFile;
import io.github.ocimaven.model.Compression;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.source.NotAnImageException;
import io.github.ocimaven.source.WorkFileException;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Decompresses a whole archive to a file, once, because a tar is read in place. */
public final class CompressedTar {

  private static final int BUFFER_BYTES = 256 * 1024;

  private CompressedTar() {}

  /**
   * Decompresses an archive.
   *
   * @param name its path, for messages
   * @param workDirectory the directory for the plain tar
   * @return the plain tar
   * @throws NotAnImageException if it is malformed, not a tar, or larger than {@link
   *     Decompression#limit}
   * @throws WorkFileException if the plain tar can't be written
   * @throws PushInterruptedException if the thread is interrupted
   */
  public static TemporaryFile decompress(
      String name, Path path, Compression compression, Path workDirectory) {
    boolean complete = false;
    TemporaryFile plain = null;
    try {
      plain = TemporaryFile.create(workDirectory, "source-");
      long limit = Decompression.limit(Files.size(path), compression);
      try (InputStream in = open(name, path, compression);
          OutputStream out = Files.newOutputStream(plain.path())) {
        byte[] first = readFirst(name, in, compression);
        out.write(first);
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = first.length;
        for (int count = read(name, in, buffer, compression);
            count >= 0;
            count = read(name, in, buffer, compression)) {
          // Needed here as well: a few compressed bytes can keep this loop busy for a long time.
          requireNotInterrupted();
          size += count;
          if (size > limit) {
            throw new NotAnImageException(
                name,
                "it decompresses to more than "
                    + limit
                    + " bytes, the limit that keeps archives from filling the disk",
                "decompress it yourself and set 'source' to the plain tar",
                null);
          }
          out.write(buffer, 0, count);
        }
      }
      complete = true;
      return plain;
    } catch (IOException e) {
      requireNotInterrupted(); // an interrupt closes file channels
      throw new WorkFileException("the decompressed image", workDirectory.toString(), e);
    } finally {
      if (!complete && plain != null) {
        plain.close();
      }
    }
  }

  private static InputStream open(String name, Path path, Compression compression) {
    try {
      return Decompression.open(Files.newInputStream(path), compression);
    } catch (IOException e) {
      throw failed(name, compression, e);
    }
  }

  /** Rejects anything but a tar before decompressing all of it. */
  private static byte[] readFirst(String name, InputStream in, Compression compression) {
    byte[] first;
    try {
      first = in.readNBytes(TarHeader.BYTES);
    } catch (IOException e) {
      throw failed(name, compression, e);
    }
    TarHeader.require(name, first);
    return first;
  }

  private static int read(String name, InputStream in, byte[] buffer, Compression compression) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw failed(name, compression, e);
    }
  }

  private static void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new PushInterruptedException(new InterruptedException());
    }
  }

  private static NotAnImageException failed(String name, Compression compression, IOException e) {
    requireNotInterrupted(); // an interrupt closes file channels
    return new NotAnImageException(
        name,
        "decompressing it ("
            + compression.name().toLowerCase(Locale.ROOT)
            + ") failed: "
            + IoFailure.explain(e),
        "check that it is complete, or build the image again",
        e);
  }
}

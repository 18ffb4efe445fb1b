package io.github.ocimaven.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A file that is gone when it is closed, or at the latest when the JVM ends (Ctrl-C). */
final class TemporaryFile implements Closeable {

  private static final String SUFFIX = ".tmp";

  private final Path path;
  private final Thread hook;

  private TemporaryFile(Path path) {
    this.path = path;
    hook = new Thread(() -> deleteQuietly(), "oci-delete-temporary-file");
  }

  /**
   * Creates an empty file with a name of its own.
   *
   * @param directory where; created if it does not exist
   * @param prefix how its name begins
   * @throws IOException if it can't be created
   */
  static TemporaryFile create(Path directory, String prefix) throws IOException {
    Files.createDirectories(directory);
    deleteStale(directory);
    TemporaryFile file = new TemporaryFile(Files.createTempFile(directory, prefix, SUFFIX));
    try {
      Runtime.getRuntime().addShutdownHook(file.hook);
    } catch (IllegalStateException e) {
      var unused = file.deleteQuietly();
      throw new IOException("the JVM is ending", e);
    }
    return file;
  }

  /** A JVM that was killed left its files behind; nobody writes to one for a whole day. */
  private static void deleteStale(Path directory) throws IOException {
    FileTime yesterday = FileTime.from(Instant.now().minus(1, ChronoUnit.DAYS));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*-*" + SUFFIX)) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).compareTo(yesterday) < 0) {
          Files.deleteIfExists(file);
        }
      }
    } catch (DirectoryIteratorException | NoSuchFileException e) {
      // Somebody else cleans up, too.
    }
  }

  Path path() {
    return path;
  }

  /**
   * Makes it a lasting file, in place of what was there.
   *
   * @param target where it goes, in the same directory
   * @throws IOException if it can't be moved
   */
  void moveTo(Path target) throws IOException {
    try {
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private boolean deleteQuietly() {
    try {
      Files.deleteIfExists(path);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Deletes the file, where it was not moved. Where that fails (on Windows somebody else may be
   * reading it), it is tried again when the JVM ends: what was made of it is complete all the same.
   */
  @Override
  public void close() {
    if (deleteQuietly()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM is ending, and the hook runs.
      }
    }
  }
}

package io.github.ocimaven.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A file that is gone when it is closed, or at the latest when the JVM ends (Ctrl-C); where the JVM
 * is killed, when the next temporary file is made in the same directory.
 */
public final class TemporaryFile implements Closeable {

  /** So long whoever uses it has to close it where the JVM ends: a user waits two seconds. */
  private static final long GRACE_MILLIS = 1_700;

  private final FileClaim claim;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "oci-delete-temporary-file");

  private TemporaryFile(FileClaim claim) {
    this.claim = claim;
  }

  /**
   * Creates an empty file with a name of its own.
   *
   * @param directory where; created if it does not exist
   * @param prefix how its name begins
   * @throws IOException if it can't be created
   */
  public static TemporaryFile create(Path directory, String prefix) throws IOException {
    Files.createDirectories(directory);
    deleteAbandoned(directory);
    TemporaryFile file = new TemporaryFile(FileClaim.take(directory, prefix));
    boolean created = false;
    try {
      Runtime.getRuntime().addShutdownHook(file.hook);
      Files.createFile(file.path());
      created = true;
      return file;
    } catch (IllegalStateException e) {
      throw new IOException("the JVM is ending", e);
    } finally {
      if (!created) {
        file.close();
      }
    }
  }

  /**
   * Deletes what JVMs that were killed left behind.
   *
   * @param directory where; need not exist
   */
  public static void deleteAbandoned(Path directory) {
    FileClaim.deleteAbandoned(directory);
  }

  /** Returns where it is. */
  public Path path() {
    return claim.file();
  }

  /**
   * Makes it a lasting file, in place of what was there.
   *
   * @param target where it goes, on the same file system
   * @throws IOException if it can't be moved
   */
  public void moveTo(Path target) throws IOException {
    try {
      Files.move(
          path(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(path(), target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** When the JVM ends: whoever uses the file is told to stop, and should not miss it before. */
  private void end() {
    try {
      boolean unused = closed.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var unused = deleteQuietly();
  }

  private boolean deleteQuietly() {
    try {
      claim.close();
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
    boolean deleted = deleteQuietly();
    closed.countDown();
    if (deleted) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM is ending, and the hook runs.
      }
    }
  }
}

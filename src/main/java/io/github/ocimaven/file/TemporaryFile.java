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
 * A file that is deleted when it is closed, or at the latest when the JVM ends (Ctrl-C). If the JVM
 * is killed, it is deleted when the next temporary file is created in the same directory.
 */
public final class TemporaryFile implements Closeable {

  /** How long its user has to close it when the JVM ends: people wait at most two seconds. */
  private static final long GRACE_MILLIS = 1_700;

  private final FileClaim claim;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "oci-delete-temporary-file");

  private TemporaryFile(FileClaim claim) {
    this.claim = claim;
  }

  /**
   * Creates an empty file with a unique name.
   *
   * @param directory its directory; created if it does not exist
   * @param prefix the beginning of its name
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
   * Deletes files that killed JVMs left behind.
   *
   * @param directory the files' directory, which need not exist
   */
  public static void deleteAbandoned(Path directory) {
    FileClaim.deleteAbandoned(directory);
  }

  /** Returns its path. */
  public Path path() {
    return claim.file();
  }

  /**
   * Makes it permanent, replacing any existing file.
   *
   * @param target its new path, on the same file system
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

  /**
   * Runs when the JVM ends: first gives the file's user, which is being stopped, time to close it.
   */
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
   * Deletes the file, unless it was moved. If that fails (on Windows another process may be reading
   * it), deletion is retried when the JVM ends: whatever was made from the file is complete anyway.
   */
  @Override
  public void close() {
    boolean deleted = deleteQuietly();
    closed.countDown();
    if (deleted) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM is ending, and the hook is running.
      }
    }
  }
}

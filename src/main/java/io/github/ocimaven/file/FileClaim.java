package io.github.ocimaven.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exclusive claim to a file name, until it is released or this JVM ends: beside {@code
 * <name>.tmp} there is {@code <name>.lock}, which the operating system keeps locked. Any process
 * may delete the files that a killed JVM had claimed.
 */
final class FileClaim implements Closeable {

  private static final String SUFFIX = ".tmp";
  private static final String LOCK_SUFFIX = ".lock";
  private static final Pattern LOCK = Pattern.compile("(.+-([0-9]+\\.[0-9a-z]+)-[0-9a-z]+)\\.lock");

  /**
   * Identifies this JVM. Its own lock files must not be opened again: POSIX releases a process's
   * locks on a file when the process closes any handle to it.
   */
  private static final String OWNER = owner();

  private final Path file;
  private final Path lockFile;
  private final FileChannel lock;

  private FileClaim(Path file, Path lockFile, FileChannel lock) {
    this.file = file;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  private static String owner() {
    ProcessHandle self = ProcessHandle.current();
    long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return self.pid() + "." + Long.toString(start, Character.MAX_RADIX);
  }

  /**
   * Claims an unused name.
   *
   * @param directory the file's directory
   * @param prefix the beginning of the name
   * @throws IOException if the directory can't be written to
   */
  static FileClaim take(Path directory, String prefix) throws IOException {
    while (true) {
      long random = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
      String name = prefix + OWNER + "-" + Long.toString(random, Character.MAX_RADIX);
      Path lockFile = directory.resolve(name + LOCK_SUFFIX);
      FileChannel lock =
          FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      // Another process may have deleted the file as abandoned before it was locked.
      if (isLocked(lock) && Files.exists(lockFile)) {
        return new FileClaim(directory.resolve(name + SUFFIX), lockFile, lock);
      }
      lock.close();
    }
  }

  private static boolean isLocked(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (IOException e) {
      return true; // a file system without locks, so no other process can clean up either
    }
  }

  /** Returns the claimed file, which need not exist. */
  Path file() {
    return file;
  }

  /** Deletes the file, and releases the claim once it is gone. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(lockFile);
    lock.close();
  }

  /**
   * Deletes files that were claimed by killed JVMs.
   *
   * @param directory the files' directory, which need not exist
   */
  static synchronized void deleteAbandoned(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + LOCK_SUFFIX)) {
      for (Path file : files) {
        Matcher name = LOCK.matcher(file.getFileName().toString());
        if (name.matches() && !name.group(2).equals(OWNER)) {
          deleteIfAbandoned(directory.resolve(name.group(1) + SUFFIX), file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Files that can't be deleted now do no harm, and may be deleted later.
    }
  }

  private static void deleteIfAbandoned(Path file, Path lockFile) {
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        Files.deleteIfExists(file);
        Files.deleteIfExists(lockFile);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // Another process, or another thread of this one, is cleaning up as well.
    }
  }
}

package io.github.ocimaven.daemon;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What builds have left in this JVM and beside it.
 *
 * @param threads the names of the threads
 * @param openFiles how many files and sockets are open; 0 where the system does not tell
 * @param heldRealms how many class loaders of the plugin are held that Maven has done with
 * @param temporaryFiles the files in the folder for temporary ones
 */
record Leftovers(
    List<String> threads, long openFiles, int heldRealms, List<String> temporaryFiles) {

  /** More than idle connections are kept, where nothing closes them when a build ends. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** A cache of {@code java.lang.runtime.ObjectMethods}, which serves all records, holds one. */
  private static final int HELD_BY_JDK = 1;

  private static final long PAUSE_MILLIS = 50;

  /**
   * Counts, as soon as there is nothing left of a build, or nothing more goes away.
   *
   * @param realms the class loaders
   */
  static Leftovers settled(PluginRealms realms) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      System.gc();
      Leftovers now = now(realms);
      boolean settled =
          now.heldRealms <= HELD_BY_JDK && now.threads.stream().noneMatch(Leftovers::isOurs);
      if (settled || System.nanoTime() > end) {
        return now;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private static Leftovers now(PluginRealms realms) throws IOException {
    return new Leftovers(
        Thread.getAllStackTraces().keySet().stream().map(Thread::getName).sorted().toList(),
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            ? system.getOpenFileDescriptorCount()
            : 0,
        realms.held(),
        listTemporary());
  }

  private static List<String> listTemporary() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static boolean isOurs(String thread) {
    return thread.startsWith("oci-");
  }

  /** Returns in words what there is more of than before, or never should be. */
  List<String> complaints(Leftovers before) {
    List<String> complaints = new ArrayList<>();
    if (threads.size() > before.threads.size() || threads.stream().anyMatch(Leftovers::isOurs)) {
      complaints.add("threads were " + before.threads + " and are " + threads);
    }
    if (openFiles > before.openFiles) {
      complaints.add("open files were " + before.openFiles + " and are " + openFiles);
    }
    if (heldRealms > HELD_BY_JDK) {
      complaints.add(heldRealms + " class loaders of the plugin are held by something");
    }
    if (temporaryFiles.size() > before.temporaryFiles.size()) {
      complaints.add(
          "temporary files were " + before.temporaryFiles + " and are " + temporaryFiles);
    }
    return complaints;
  }
}

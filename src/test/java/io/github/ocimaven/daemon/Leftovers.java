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
 * What builds have left behind in this JVM and in the folder for temporary files.
 *
 * @param threads the names of the live threads
 * @param openFiles the number of open files and sockets; 0 if the system does not report it
 * @param heldRealms the number of the plugin's class loaders that Maven has disposed of but that
 *     are still referenced
 * @param temporaryFiles the names of the files in the folder for temporary files
 */
record Leftovers(
    List<String> threads, long openFiles, int heldRealms, List<String> temporaryFiles) {

  /** Longer than idle connections are kept if nothing closes them at the end of a build. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** A cache of {@code java.lang.runtime.ObjectMethods}, which all records share, holds one. */
  private static final int HELD_BY_JDK = 1;

  private static final long PAUSE_MILLIS = 50;

  /**
   * Returns the leftovers as soon as the builds' threads and class loaders are gone, or after a
   * while.
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

  /** Describes each kind of leftover that has grown, or that must not exist at all. */
  List<String> complaints(Leftovers before) {
    List<String> complaints = new ArrayList<>();
    if (threads.size() > before.threads.size() || threads.stream().anyMatch(Leftovers::isOurs)) {
      complaints.add("threads were " + before.threads + " and are " + threads);
    }
    if (openFiles > before.openFiles) {
      complaints.add("open files were " + before.openFiles + " and are " + openFiles);
    }
    if (heldRealms > HELD_BY_JDK) {
      complaints.add(heldRealms + " disposed class loaders of the plugin are still referenced");
    }
    if (temporaryFiles.size() > before.temporaryFiles.size()) {
      complaints.add(
          "temporary files were " + before.temporaryFiles + " and are " + temporaryFiles);
    }
    return complaints;
  }
}

package io.github.ocimaven.bench;

import io.github.ocimaven.testing.DockerRegistry;
import io.github.ocimaven.testing.RequiredTools;
import io.github.ocimaven.testing.Shell;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pushes the same images with the plugin's engine and with skopeo, to Debian's docker-registry on
 * the loopback interface over plain HTTP, and prints how long each took.
 */
public final class PushBenchmark {

  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;

  private static final List<Workload> WORKLOADS =
      List.of(
          Workload.layout("8 layers of 64 MiB", 8, 64 * MIB, 5),
          Workload.saved(
              "docker-save, 8 plain layers of 64 MiB, incompressible",
              8,
              64 * MIB,
              Filling.INCOMPRESSIBLE,
              5),
          Workload.saved(
              "docker-save, 8 plain layers of 64 MiB, class files",
              8,
              64 * MIB,
              Filling.TYPICAL,
              5),
          Workload.layout("60 layers of 256 KiB", 60, 256 * KIB, 5),
          Workload.layout("1 layer of 2 GiB, once", 1, 2048 * MIB, 1));

  private PushBenchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param args the directory for the report and, while it runs, for the images; optionally a part
   *     of the names of the cases to run
   * @throws IOException if a push failed
   * @throws InterruptedException if it was interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    requireTools();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    Path directory = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
    StringBuilder table = new StringBuilder(Outcome.TABLE_HEAD);
    StringBuilder details = new StringBuilder(Outcome.DETAILS_HEAD);
    String only = args.length > 1 ? args[1] : "";
    for (Workload workload : WORKLOADS) {
      if (!workload.name().contains(only)) {
        continue;
      }
      System.out.println("Measuring " + workload.name() + " …");
      Path folder = directory.resolve("image");
      delete(folder);
      try {
        Workload.Written image = workload.writer().writeTo(folder);
        Outcome outcome = Contest.run(workload, image);
        table.append(outcome.tableRow());
        details.append(outcome.detailsRow());
      } finally {
        delete(folder);
      }
    }
    String tar = measure("a tar against a directory", only, directory, TarBenchmark::run);
    String validation = measure("validation", only, directory, ValidationBenchmark::run);
    String report = report(directory, load, table, details, tar, validation);
    Files.writeString(directory.resolve("report.md"), report);
    System.out.println(report);
  }

  private static void requireTools() {
    List<String> missing =
        Stream.of(DockerRegistry.TOOL, "skopeo")
            .filter(tool -> !RequiredTools.isOnPath(tool))
            .toList();
    if (!missing.isEmpty()) {
      System.err.println(
          "The benchmark needs "
              + String.join(" and ", missing)
              + " on the PATH; Debian has packages of these names.");
      System.exit(1);
    }
  }

  private static String report(
      Path directory,
      double load,
      CharSequence table,
      CharSequence details,
      String tar,
      String validation)
      throws IOException, InterruptedException {
    return """
        # Push benchmark

        %s
        Times are medians, with minimum and maximum. "First push of a JVM": a JVM with %s starts,
        and its first push is timed; the time is that of the push, without the start of the JVM,
        which in use is Maven's. "Warm JVM": the later pushes of one such JVM. skopeo: the time of
        the process `skopeo copy`. Peak heap: the sum of the peaks of the heap's memory pools
        (MemoryPoolMXBean) during a push, garbage included; the largest of all pushes.

        Each push goes to a new registry process with an empty storage, on the loopback interface
        and over plain HTTP. The contestants take turns in coming first. Layers are in the page
        cache and incompressible, but for the class files; both compress plain layers. %d processors, load average %.1f before the start (what else runs
        makes these numbers worth less), Java %s, %s, %s.

        Where the time goes: processor times (all threads), per push.

        %s
        # A layout's tar against its directory

        %s
        # Validation

        %s"""
        .formatted(
            table,
            PushJvm.HEAP,
            Runtime.getRuntime().availableProcessors(),
            load,
            Runtime.version(),
            Shell.runOrFail(directory, "skopeo", "--version").strip(),
            Shell.runOrFail(directory, DockerRegistry.TOOL, "--version").strip(),
            details,
            tar,
            validation);
  }

  /** A comparison that skopeo has no part in. */
  @FunctionalInterface
  private interface Comparison {
    String run(Path folder) throws IOException, InterruptedException;
  }

  private static String measure(String name, String only, Path directory, Comparison comparison)
      throws IOException, InterruptedException {
    if (!name.contains(only)) {
      return "Not measured.\n";
    }
    System.out.println("Measuring " + name + " …");
    Path folder = directory.resolve("image");
    delete(folder);
    try {
      return comparison.run(folder);
    } finally {
      delete(folder);
    }
  }

  /** Deletes a folder with all that is in it, where there is one. */
  static void delete(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(directory)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}

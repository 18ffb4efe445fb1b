package io.github.ocimaven.bench;

import io.github.ocimaven.testing.tool.DockerRegistry;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Pushes the same images to Debian's docker-registry over several networks, with the plugin and all
 * other installed tools that push images, and reports the duration of each push.
 */
public final class PushBenchmark {

  private PushBenchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param args none: {@link Settings} are system properties
   * @throws IOException if it can't be run; a contestant that fails is a line of the report
   * @throws InterruptedException if it was interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (!RequiredTools.isOnPath(DockerRegistry.TOOL)) {
      System.err.println(
          "The benchmark needs " + DockerRegistry.TOOL + " on the PATH; it is a Debian package.");
      System.exit(1);
    }
    Settings settings = Settings.read();
    Path scratch = Folders.renew(settings.directory().resolve("scratch"));
    endOrderly(Thread.currentThread());
    try {
      run(settings, scratch);
    } finally {
      Folders.delete(scratch);
    }
    Log.say("%s", Files.readString(settings.directory().resolve("report.md")));
  }

  private static void run(Settings settings, Path scratch)
      throws IOException, InterruptedException {
    String machine = machine();
    Log.say("About %d minutes with five rounds of all contestants.", minutes(settings));
    List<Contestant> contestants = Contestants.find(settings, scratch.resolve("contestants"));
    List<String> versions = versions(scratch);
    List<Outcome> outcomes = new ArrayList<>();
    Report report =
        new Report(outcomes, settings, machine, versions, Contestants.missing(settings), "");
    for (Network network : settings.networks()) {
      try (Testbed testbed = Testbed.open(network, scratch.resolve("testbed"), settings.http2())) {
        for (Workload workload : Workload.on(network)) {
          if (settings.wants(workload.name())) {
            Log.say("%s: %s …", network.title(), workload.name());
            Work work = workload.writer().writeTo(Folders.renew(scratch.resolve("work")));
            outcomes.add(new Contest(workload, work, testbed, settings).run(contestants));
            // Write it each time, so that a run that ends early still has a report.
            report = report.with(outcomes);
            write(report);
          }
        }
      }
    }
    write(report.with(Comparison.runAll(settings, scratch.resolve("work"))));
  }

  private static void write(Report report) throws IOException {
    Path directory = report.settings().directory();
    Files.writeString(directory.resolve("report.md"), report.write());
    Files.writeString(directory.resolve("report.svg"), Plot.draw(report.outcomes()));
  }

  private static int minutes(Settings settings) {
    return settings.networks().stream()
        .flatMap(network -> Workload.on(network).stream())
        .filter(workload -> settings.wants(workload.name()))
        .mapToInt(Workload::minutes)
        .sum();
  }

  private static String machine() {
    return String.format(
        Locale.ROOT,
        "%d processors, load average %.1f before the start (what else runs makes these numbers worth"
            + " less), Java %s, %s %s",
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.version(),
        System.getProperty("os.name"),
        System.getProperty("os.version"));
  }

  private static List<String> versions(Path folder) throws InterruptedException {
    List<String> versions = new ArrayList<>();
    for (Tool tool : Tool.values()) {
      if (tool.isInstalled()) {
        versions.add(tool.version(folder));
      }
    }
    versions.add(Tool.version(folder, CurlFloor.COMMAND, "--version"));
    versions.add(Tool.version(folder, DockerRegistry.TOOL, "--version"));
    return versions;
  }

  /** On Ctrl-C: leave no servers and no files behind. */
  private static void endOrderly(Thread main) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  main.interrupt();
                  try {
                    main.join(TimeUnit.SECONDS.toMillis(15));
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
                }));
  }
}

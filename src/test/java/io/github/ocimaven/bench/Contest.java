package io.github.ocimaven.bench;

import io.github.ocimaven.testing.DockerRegistry;
import io.github.ocimaven.testing.Shell;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Pushes one image again and again: with a JVM started for this push, with a JVM that has pushed
 * before, and with skopeo. Each push meets a registry process of its own with an empty storage, so
 * that nobody profits from what another one has uploaded.
 */
final class Contest {

  private static final Duration SKOPEO_TIMEOUT = Duration.ofMinutes(10);

  private final Workload.Written image;
  private final List<PushSample> first = new ArrayList<>();
  private final List<PushSample> warm = new ArrayList<>();
  private final List<Long> skopeo = new ArrayList<>();
  private final List<Long> registryCpuForUs = new ArrayList<>();
  private final List<Long> registryCpuForSkopeo = new ArrayList<>();

  private Contest(Workload.Written image) {
    this.image = image;
  }

  /** One of the ways to push. */
  @FunctionalInterface
  private interface Contestant {
    void push() throws IOException, InterruptedException;
  }

  /** Runs all rounds. A contest of one round has no warm pushes. */
  static Outcome run(Workload workload, Workload.Written image)
      throws IOException, InterruptedException {
    Contest contest = new Contest(image);
    try (PushJvm jvm = PushJvm.start()) {
      List<Contestant> contestants =
          new ArrayList<>(List.of(contest::pushFirst, contest::pushWithSkopeo));
      if (workload.rounds() > 1) {
        contest.push(jvm, contest.first);
        contestants.add(1, () -> contest.push(jvm, contest.warm));
      }
      for (int round = 0; round < workload.rounds(); round++) {
        for (Contestant contestant : contestants) {
          contestant.push();
        }
        // Whoever comes first may find the disk idle: let each come first in its turn.
        Collections.rotate(contestants, 1);
      }
    }
    return new Outcome(
        workload,
        contest.first,
        contest.warm,
        new Samples(contest.skopeo),
        new Samples(contest.registryCpuForUs),
        new Samples(contest.registryCpuForSkopeo));
  }

  private void pushFirst() throws IOException, InterruptedException {
    try (PushJvm jvm = PushJvm.start()) {
      push(jvm, first);
    }
  }

  private void push(PushJvm jvm, List<PushSample> samples)
      throws IOException, InterruptedException {
    try (DockerRegistry registry = DockerRegistry.start()) {
      // Compressed layers of the push before: this one is to compress them itself.
      PushBenchmark.delete(image.path().resolveSibling("work"));
      long cpu = registryCpuNanos();
      samples.add(jvm.push(registry.hostAndPort(), image.path()));
      registryCpuForUs.add(registryCpuNanos() - cpu);
    }
  }

  private void pushWithSkopeo() throws IOException, InterruptedException {
    try (DockerRegistry registry = DockerRegistry.start()) {
      long cpu = registryCpuNanos();
      long begin = System.nanoTime();
      Shell.Result result =
          Shell.run(
              image.path().getParent(),
              SKOPEO_TIMEOUT,
              "skopeo",
              "copy",
              "--quiet",
              "--dest-tls-verify=false",
              image.skopeo(),
              "docker://" + registry.hostAndPort() + "/bench/image:1.0");
      skopeo.add(System.nanoTime() - begin);
      registryCpuForSkopeo.add(registryCpuNanos() - cpu);
      if (result.exitCode() != 0) {
        throw new IOException("skopeo failed: " + result.output());
      }
    }
  }

  /** The processor time of the one registry that runs; as often as not, it is the bottleneck. */
  private static long registryCpuNanos() {
    return ProcessHandle.current()
        .children()
        .map(ProcessHandle::info)
        .filter(info -> info.command().orElse("").endsWith(DockerRegistry.TOOL))
        .flatMap(info -> info.totalCpuDuration().stream())
        .mapToLong(Duration::toNanos)
        .sum();
  }
}

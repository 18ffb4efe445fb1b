package io.github.ocimaven.bench;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The process whose pushes are measured. It gets one push per line of its standard input, a
 * registry and an image, and answers with one line of numbers: so one process can push with a cold
 * JVM first, and with a warm one afterwards.
 */
public final class PushProcess {

  /** The goal's default. */
  private static final int PARALLELISM = 8;

  private PushProcess() {}

  /**
   * Pushes as often as it is told.
   *
   * @param args none
   * @throws IOException if standard input can't be read
   */
  public static void main(String[] args) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", 2);
      System.out.println(push(words[0], Path.of(words[1])).toLine());
    }
  }

  private static PushSample push(String registry, Path image) {
    List<MemoryPoolMXBean> pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    pools.forEach(MemoryPoolMXBean::resetPeakUsage);
    AtomicInteger requests = new AtomicInteger();
    long cpuBefore = cpuNanos();
    long begin = System.nanoTime();

    var registries =
        Connections.anonymous()
            .connections(PARALLELISM)
            .timeout(Duration.ofMinutes(2))
            .wireLog(line -> requests.incrementAndGet())
            .open();
    var target = new Target(registry, "bench/image", List.of("1.0"));
    Path directory = image.toAbsolutePath().getParent();
    var request =
        Requests.push(directory, image.toString(), null, List.of(target), PARALLELISM, false);
    new Pusher(registries, PushListener.NONE).push(request);

    long nanos = System.nanoTime() - begin;
    long peak = pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    return new PushSample(nanos, cpuNanos() - cpuBefore, peak, requests.get());
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }
}

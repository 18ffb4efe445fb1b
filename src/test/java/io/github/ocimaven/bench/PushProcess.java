package io.github.ocimaven.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.List;

/**
 * The process whose pushes are measured. It reads one push per line from standard input and
 * responds with one line of numbers, so that one process can push first with a cold JVM, and then
 * with a warm one.
 */
public final class PushProcess {

  /** The system property that names the {@link Engine}. */
  static final String ENGINE = "push.engine";

  private PushProcess() {}

  /**
   * Pushes as often as requested.
   *
   * @param args none
   * @throws IOException if standard input can't be read
   */
  public static void main(String[] args) throws IOException {
    Engine engine = Engine.valueOf(System.getProperty(ENGINE));
    ChildJvm.answer(line -> measure(engine, PushOrder.parse(line)).toLine());
  }

  private static Measurement measure(Engine engine, PushOrder order) throws Exception {
    List<MemoryPoolMXBean> pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    pools.forEach(MemoryPoolMXBean::resetPeakUsage);
    long cpuBefore = cpuNanos();
    long begin = System.nanoTime();
    engine.push(order);
    long nanos = System.nanoTime() - begin;
    long peak = pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    return new Measurement(nanos, cpuNanos() - cpuBefore, peak);
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }
}

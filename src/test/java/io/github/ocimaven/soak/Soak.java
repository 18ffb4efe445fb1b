package io.github.ocimaven.soak;

import io.github.ocimaven.testing.net.CutLink;
import io.github.ocimaven.testing.tool.DockerRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/** Lets several threads push for a while, and then checks the content of the registry. */
final class Soak {

  private static final int THREADS = 4;

  /** The time limit for the last pushes, which is longer than all waits of a push together. */
  private static final Duration LAST_PUSH = Duration.ofMinutes(30);

  private final SoakReport report = new SoakReport();
  private final TagLedger ledger = new TagLedger();
  private final CountDownLatch end = new CountDownLatch(1);

  private Soak() {}

  @FunctionalInterface
  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  /** Pushes for a given time, and then waits until the last push has ended. */
  static SoakReport run(Duration duration) throws IOException, InterruptedException {
    Soak soak = new Soak();
    soak.pushAndCompare(duration);
    return soak.report;
  }

  private void pushAndCompare(Duration duration) throws IOException, InterruptedException {
    try (DockerRegistry registry = DockerRegistry.start();
        CutLink link =
            CutLink.open(
                registry.hostAndPort(), between(1 << 10, 1 << 30), between(100, 1 << 20))) {
      long begin = System.nanoTime();
      List<Thread> threads = new ArrayList<>();
      threads.add(start("chaos", new Chaos(registry, link, end, report)::run));
      for (int i = 1; i <= THREADS; i++) {
        RandomImages images = new RandomImages(begin, new SplittableRandom().nextLong());
        threads.add(
            start(
                "push-" + i,
                new PushThread(i, link.hostAndPort(), images, end, ledger, report)::run));
      }
      Thread.sleep(duration.toMillis());
      end.countDown();
      if (allEnd(threads)) {
        report.add("connections cut", link.cuts());
        report.add("bytes sent", link.sent());
        compare(registry.hostAndPort());
      }
    }
  }

  private void compare(String registry) throws InterruptedException {
    try {
      new StoredImages(registry, report).compare(ledger);
    } catch (IOException e) {
      report.problem("the registry can't be read at the end: " + e);
    }
  }

  /**
   * Returns random numbers of bytes, of which small ones are as likely as large ones: a cut may hit
   * a head, a small layer, a response, or the middle of a large layer.
   */
  private static LongSupplier between(long least, long most) {
    SplittableRandom random = new SplittableRandom();
    double range = Math.log((double) most / least);
    return () -> (long) (least * Math.exp(random.nextDouble() * range));
  }

  private Thread start(String name, Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (Throwable e) {
                report.problem(name + " ended with " + e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private boolean allEnd(List<Thread> threads) throws InterruptedException {
    long deadline = System.nanoTime() + LAST_PUSH.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
      if (thread.isAlive()) {
        report.problem(thread + " does not end; it is in " + List.of(thread.getStackTrace()));
        return false;
      }
    }
    return true;
  }
}

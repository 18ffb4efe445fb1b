package io.github.ocimaven.soak;

import io.github.ocimaven.testing.net.CutLink;
import io.github.ocimaven.testing.tool.DockerRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills the registry now and then, restarts it a little later, and in between resets all
 * connections at once. At the end the registry is running.
 *
 * @param link the link whose connections are reset
 * @param end is released to end the chaos
 */
record Chaos(DockerRegistry registry, CutLink link, CountDownLatch end, SoakReport report) {

  private static final int MIN_PEACE_MILLIS = 500;
  private static final int MAX_PEACE_MILLIS = 10_000;
  private static final int MAX_OUTAGE_MILLIS = 3_000;

  void run() throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom();
    while (!end.await(random.nextInt(MIN_PEACE_MILLIS, MAX_PEACE_MILLIS), TimeUnit.MILLISECONDS)) {
      if (random.nextBoolean()) {
        report.add("connections reset at once", link.cut());
      } else {
        registry.kill();
        report.add("kills", 1);
        end.await(random.nextInt(MAX_OUTAGE_MILLIS), TimeUnit.MILLISECONDS);
        dropUploads();
        registry.restart();
      }
    }
  }

  /**
   * Deletes unfinished uploads, as the registry itself does after a week. It can't resume an upload
   * during which it was killed, and those of an hour would fill the disk.
   */
  private void dropUploads() throws IOException {
    List<Path> leftOver;
    try (Stream<Path> files = Files.walk(registry.storage())) {
      leftOver =
          files
              .filter(file -> file.getParent().toString().contains("_uploads"))
              .sorted(Comparator.reverseOrder())
              .toList();
    }
    for (Path file : leftOver) {
      Files.delete(file);
    }
  }
}

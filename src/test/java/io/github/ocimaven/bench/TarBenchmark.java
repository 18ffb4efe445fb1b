package io.github.ocimaven.bench;

import io.github.ocimaven.bench.ImageWriter.Layer;
import io.github.ocimaven.testing.image.TestImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Pushes a layout's directory and its tar in turn, with one warm JVM, and compares the times. */
final class TarBenchmark {

  private static final int ROUNDS = 9;

  private TarBenchmark() {}

  /** Measures, and returns the table. */
  static String run(Path folder) throws IOException, InterruptedException {
    BenchImage layout = ImageWriter.layout(folder, Layer.of(8, 64L * 1024 * 1024));
    Path tar = TestImages.tar(layout.path(), folder.resolve("layout.tar"));
    List<Long> ofDirectory = new ArrayList<>();
    List<Long> ofTar = new ArrayList<>();
    try (Testbed testbed = Testbed.open(Network.LOOPBACK, folder.resolve("testbed"), false);
        ChildJvm jvm = EngineContestant.start(Engine.OURS, List.of(EngineContestant.HEAP))) {
      List<Path> order = new ArrayList<>(List.of(layout.path(), tar));
      for (int round = 0; round <= ROUNDS; round++) {
        for (Path image : order) {
          long nanos = push(jvm, layout, image, testbed);
          // The first round warms the JVM up.
          if (round > 0) {
            (image.equals(tar) ? ofTar : ofDirectory).add(nanos);
          }
        }
        Collections.reverse(order);
      }
    }
    Samples directory = new Samples(ofDirectory);
    Samples archive = new Samples(ofTar);
    return String.format(
        Locale.ROOT,
        """
        | 8 × 64 MiB, warm JVM, seconds | directory | tar | tar ÷ directory |
        |---|---|---|---|
        | | %s | %s | %.2f |
        """,
        directory.describe(),
        archive.describe(),
        archive.medianSeconds() / directory.medianSeconds());
  }

  private static long push(ChildJvm jvm, BenchImage layout, Path image, Testbed testbed)
      throws IOException, InterruptedException {
    try (Destination destination = testbed.start()) {
      PushOrder order = PushOrder.of(layout, destination).of(image);
      return Measurement.parse(jvm.ask(order.toLine())).nanos();
    }
  }
}

package io.github.ocimaven.bench;

import io.github.ocimaven.testing.DockerRegistry;
import io.github.ocimaven.testing.TestImages;
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
    Path layout = Workload.writeLayout(folder, 8, 64L * 1024 * 1024);
    Path tar = TestImages.tar(layout, folder.resolve("layout.tar"));
    List<Long> ofDirectory = new ArrayList<>();
    List<Long> ofTar = new ArrayList<>();
    try (PushJvm jvm = PushJvm.start()) {
      push(jvm, layout);
      push(jvm, tar);
      List<Path> order = new ArrayList<>(List.of(layout, tar));
      for (int round = 0; round < ROUNDS; round++) {
        for (Path image : order) {
          (image.equals(tar) ? ofTar : ofDirectory).add(push(jvm, image));
        }
        Collections.reverse(order);
      }
    }
    Samples directory = new Samples(ofDirectory);
    Samples archive = new Samples(ofTar);
    return String.format(
        Locale.ROOT,
        """
        | 8 layers of 64 MiB, warm JVM | Directory | Tar | Tar ÷ directory |
        |---|---|---|---|
        | | %s | %s | %.2f |
        """,
        directory.describe(),
        archive.describe(),
        archive.medianSeconds() / directory.medianSeconds());
  }

  private static long push(PushJvm jvm, Path image) throws IOException, InterruptedException {
    try (DockerRegistry registry = DockerRegistry.start()) {
      return jvm.push(registry.hostAndPort(), image).nanos();
    }
  }
}

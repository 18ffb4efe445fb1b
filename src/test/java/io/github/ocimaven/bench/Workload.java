package io.github.ocimaven.bench;

import io.github.ocimaven.testing.ImageBuilder;
import io.github.ocimaven.testing.LargeDockerArchive;
import io.github.ocimaven.testing.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An image to push.
 *
 * @param name what it shows
 * @param rounds how often it is pushed by each contestant
 * @param writer writes it
 */
record Workload(String name, int rounds, Writer writer) {

  /** The name of the image in a layout. */
  private static final String REF_NAME = "1.0";

  /** Writes an image below a directory; it is in the page cache afterwards, for all alike. */
  @FunctionalInterface
  interface Writer {
    Written writeTo(Path directory) throws IOException;
  }

  /**
   * A written image.
   *
   * @param path what we push
   * @param skopeo the same for skopeo
   */
  record Written(Path path, String skopeo) {}

  /** A layout directory with incompressible layers behind gzip. */
  static Workload layout(String name, int layers, long layerBytes, int rounds) {
    return new Workload(
        name,
        rounds,
        directory -> {
          Path layout = writeLayout(directory, layers, layerBytes);
          return new Written(layout, "oci:" + layout + ":" + REF_NAME);
        });
  }

  /** A docker-save archive with plain layers. */
  static Workload saved(String name, int layers, long layerBytes, Filling filling, int rounds) {
    return new Workload(
        name,
        rounds,
        directory -> {
          Files.createDirectories(directory);
          Path tar = directory.resolve("saved.tar");
          LargeDockerArchive.write(
              tar, layers, layerBytes, (out, layer) -> filling.write(out, layer, layerBytes));
          return new Written(tar, "docker-archive:" + tar);
        });
  }

  /** Writes a layout directory with incompressible layers behind gzip. */
  static Path writeLayout(Path directory, int layers, long layerBytes) throws IOException {
    Path layout = directory.resolve("layout");
    ImageBuilder image = TestImages.layout(layout).refName(REF_NAME);
    for (int i = 0; i < layers; i++) {
      image.randomLayer(layerBytes, i);
    }
    image.write();
    return layout;
  }
}

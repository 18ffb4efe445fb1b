package io.github.ocimaven.bench;

import io.github.ocimaven.testing.ImageBuilder;
import io.github.ocimaven.testing.TestImages;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An image to push.
 *
 * @param name what it shows
 * @param layers how many layers it has
 * @param layerBytes the size of each, incompressible
 * @param rounds how often it is pushed by each contestant
 */
record Workload(String name, int layers, long layerBytes, int rounds) {

  /** The name of the image in the layout. */
  static final String REF_NAME = "1.0";

  /** Writes the layout; its files are in the page cache afterwards, for all contestants alike. */
  void writeTo(Path directory) throws IOException {
    ImageBuilder image = TestImages.layout(directory).refName(REF_NAME);
    for (int i = 0; i < layers; i++) {
      image.randomLayer(layerBytes, i);
    }
    image.write();
  }
}

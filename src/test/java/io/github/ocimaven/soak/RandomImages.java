package io.github.ocimaven.soak;

import io.github.ocimaven.testing.image.ImageBuilder;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Writes images, each with its own layer and config. Most also have small layers that other images
 * of the same minute have too, and some have a large one. An instance is used by one thread; its
 * images share layers with those of the other threads.
 */
final class RandomImages {

  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  /** The number of small layers that images can share in a minute. */
  private static final int SHARED = 12;

  /** One in this many images has a large layer. */
  private static final int LARGE_ONE_IN = 15;

  /** How often another large layer becomes available, which limits the registry's disk usage. */
  private static final Duration LARGE_EVERY = Duration.ofSeconds(20);

  private final long begin;
  private final SplittableRandom random;

  /**
   * Creates a writer for one thread.
   *
   * @param begin {@link System#nanoTime} at the start of the soak, the same for all threads
   * @param seed a different one for each thread
   */
  RandomImages(long begin, long seed) {
    this.begin = begin;
    this.random = new SplittableRandom(seed);
  }

  /** Writes an image to a new layout. No other image has this name. */
  WrittenImage write(Path layout, String name) throws IOException {
    ImageBuilder image =
        TestImages.layout(layout)
            .config("{\"config\":{\"Labels\":{\"name\":\"" + name + "\"}}}")
            .randomLayer(random.nextInt(1, 64 * KIB), random.nextLong());
    for (int i = random.nextInt(4); i > 0; i--) {
      long number = elapsed().toMinutes() * SHARED + random.nextInt(SHARED);
      image.randomLayer(new SplittableRandom(number).nextInt(1, 256 * KIB), number);
    }
    if (random.nextInt(LARGE_ONE_IN) == 0) {
      long number = -1 - random.nextLong(1 + elapsed().dividedBy(LARGE_EVERY));
      image.randomLayer(new SplittableRandom(number).nextInt(8 * MIB, 40 * MIB), number);
    }
    return image.write();
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}

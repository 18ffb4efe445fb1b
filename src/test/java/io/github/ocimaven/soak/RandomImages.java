package io.github.ocimaven.soak;

import io.github.ocimaven.testing.image.ImageBuilder;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Writes images, each with a layer and a config of its own, most with small layers that others of
 * the same minute have too, some with a large one. Used by one thread; what one writes shares
 * layers with what others write.
 */
final class RandomImages {

  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  /** How many small layers there are to share in a minute. */
  private static final int SHARED = 12;

  /** One in so many images has a large layer. */
  private static final int LARGE_ONE_IN = 15;

  /** How long there is no large layer more; it bounds what the registry must store. */
  private static final Duration LARGE_EVERY = Duration.ofSeconds(20);

  private final long begin;
  private final SplittableRandom random;

  /**
   * Begins.
   *
   * @param begin {@link System#nanoTime} when the soak began, for all threads the same
   * @param seed this thread's own
   */
  RandomImages(long begin, long seed) {
    this.begin = begin;
    this.random = new SplittableRandom(seed);
  }

  /** Writes an image into a layout that does not exist yet; no other has this name. */
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

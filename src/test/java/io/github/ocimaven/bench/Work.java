package io.github.ocimaven.bench;

import io.github.ocimaven.bench.BenchImage.Blob;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The images to push in one case.
 *
 * @param folder the folder of the images, also for files of the contestants
 * @param images one image, or that of each module of a reactor
 * @param before the images that the registry has already, pushed by our engine
 * @param again whether a second push of everything is timed
 * @param reactor the folder of the Maven project whose modules own the images
 */
record Work(
    Path folder,
    List<BenchImage> images,
    List<BenchImage> before,
    boolean again,
    Optional<Path> reactor) {

  Work {
    images = List.copyOf(images);
    before = List.copyOf(before);
  }

  static Work of(Path folder, BenchImage image) {
    return new Work(folder, List.of(image), List.of(), false, Optional.empty());
  }

  /** The same work, timed when the registry has everything already. */
  Work repeated() {
    return new Work(folder, images, before, true, reactor);
  }

  /** The same work, with a registry that has other images already. */
  Work after(BenchImage... others) {
    return new Work(folder, images, List.of(others), again, reactor);
  }

  /** The only image; reactors have more. */
  BenchImage image() {
    return images.get(0);
  }

  boolean isReactor() {
    return reactor.isPresent();
  }

  boolean areLayouts() {
    return images.stream().allMatch(BenchImage::isLayout);
  }

  /** The bytes of the distinct blobs, or of the archive. */
  long distinctBytes() {
    if (!areLayouts()) {
      return image().path().toFile().length();
    }
    return images.stream()
        .flatMap(image -> image.blobs().stream())
        .collect(Collectors.toMap(Blob::digest, Blob::size, (one, same) -> one))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }
}

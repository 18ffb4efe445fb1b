package io.github.ocimaven.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An image to push, in a folder of its own.
 *
 * @param repository where to
 * @param path the layout's directory or the docker-save archive
 * @param saved the image as a docker-save archive, with the layers as they are; for those that push
 *     nothing else. It may be missing.
 * @param manifestDigest the digest of the manifest; empty for an archive, which has none
 * @param blobs the blobs of a layout, the config's first; empty for an archive
 * @param layers how many layers it has
 */
record BenchImage(
    String repository, Path path, Path saved, String manifestDigest, List<Blob> blobs, int layers) {

  BenchImage {
    blobs = List.copyOf(blobs);
  }

  /**
   * A blob of a layout.
   *
   * @param file its file, for those who take no layouts
   */
  record Blob(String digest, long size, Path file) {}

  boolean isLayout() {
    return !blobs.isEmpty();
  }

  boolean hasSaved() {
    return Files.exists(saved);
  }

  /** The manifest of a layout. */
  Path manifest() {
    return path.resolve("blobs").resolve(manifestDigest.replace(':', '/'));
  }
}

package io.github.ocimaven.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An image to push, in its own folder.
 *
 * @param repository the target repository
 * @param path the layout's directory or the docker-save archive
 * @param saved the image as a docker-save archive, with the same layers, for contestants that push
 *     nothing else; it may be missing
 * @param manifestDigest the digest of the manifest; empty for an archive, which has no manifest
 * @param blobs the blobs of a layout, the config's first; empty for an archive
 * @param layers the number of layers
 */
record BenchImage(
    String repository, Path path, Path saved, String manifestDigest, List<Blob> blobs, int layers) {

  BenchImage {
    blobs = List.copyOf(blobs);
  }

  /**
   * A blob of a layout.
   *
   * @param file the file, for contestants that accept no layouts
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

package io.github.ocimaven.testing.image;

import java.nio.file.Path;
import java.util.List;

/**
 * A docker-save archive, with all that a test needs to check a push.
 *
 * @param tar the file
 * @param images the images, in the order of {@code manifest.json}
 * @param manifestJson the text of {@code manifest.json}
 * @param contents the entries of the archive
 */
public record WrittenDockerArchive(
    Path tar, List<WrittenDockerImage> images, String manifestJson, TarBuilder contents) {

  /** Copies the list. */
  public WrittenDockerArchive {
    images = List.copyOf(images);
  }

  /** The only image, or the first of several. */
  public WrittenDockerImage image() {
    return images.get(0);
  }

  /** A copy of the entries, from which a test can build another archive. */
  public TarBuilder entries() {
    return contents.copy();
  }
}

package io.github.ocimaven.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Creates and deletes folders. */
final class Folders {

  private Folders() {}

  /** Deletes a folder with its content, if it exists. */
  static void delete(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }

  /** Creates an empty folder, replacing an existing one. */
  static Path renew(Path folder) throws IOException {
    delete(folder);
    return Files.createDirectories(folder);
  }
}

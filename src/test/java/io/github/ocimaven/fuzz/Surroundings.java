package io.github.ocimaven.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders that an image lies in.
 *
 * @param run holds one image, and is empty before
 * @param secret what lies beside it
 * @param fifo a FIFO; where there is no {@code mkfifo}, nothing
 */
record Surroundings(Path run, Secret secret, Path fifo) {

  static Surroundings in(Path directory) throws IOException, InterruptedException {
    Path real = directory.toRealPath();
    Path fifo = real.resolve("fifo");
    try {
      new ProcessBuilder("mkfifo", fifo.toString()).inheritIO().start().waitFor();
    } catch (IOException e) {
      // There is no such program: no file is replaced by a FIFO then.
    }
    return new Surroundings(real.resolve("run"), new Secret(real.resolve("secret")), fifo);
  }

  /** Where a push keeps files of its own. */
  Path work() {
    return run.resolve("work");
  }

  /** Removes the last image. */
  void clear() throws IOException {
    Form.deleteTree(run);
    Files.createDirectories(run);
  }
}

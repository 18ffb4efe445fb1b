package io.github.ocimaven.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders around an image.
 *
 * @param run the folder of one image, which is emptied before the next
 * @param secret the files outside of it
 * @param fifo a FIFO, which is missing if there is no {@code mkfifo}
 */
record Surroundings(Path run, Secret secret, Path fifo) {

  static Surroundings in(Path directory) throws IOException, InterruptedException {
    Path real = directory.toRealPath();
    Path fifo = real.resolve("fifo");
    try {
      new ProcessBuilder("mkfifo", fifo.toString()).inheritIO().start().waitFor();
    } catch (IOException e) {
      // Without mkfifo, no file is replaced by a FIFO.
    }
    return new Surroundings(real.resolve("run"), new Secret(real.resolve("secret")), fifo);
  }

  /** Returns the folder for a push's own files. */
  Path work() {
    return run.resolve("work");
  }

  /** Removes the previous image. */
  void clear() throws IOException {
    Form.deleteTree(run);
    Files.createDirectories(run);
  }
}

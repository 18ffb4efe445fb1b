package io.github.ocimaven.realtools;

import io.github.ocimaven.testing.RequiredTools;
import io.github.ocimaven.testing.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Buildah with a storage of its own, so that images of the machine are neither seen nor changed.
 * The vfs driver needs no overlay file system, which containers often lack.
 */
final class Buildah {

  private final Path work;
  private final List<String> command;

  private Buildah(Path work) {
    this.work = work;
    command =
        List.of(
            "buildah",
            "--storage-driver",
            "vfs",
            "--root",
            work.resolve("buildah-root").toString(),
            "--runroot",
            work.resolve("buildah-run").toString());
  }

  /** Skips or fails the running test where buildah is absent, or is not allowed to work. */
  static Buildah assume(Path work) throws IOException, InterruptedException {
    RequiredTools.assume("buildah");
    Buildah buildah = new Buildah(work);
    Shell.Result result = Shell.run(work, buildah.commandLine("from", "scratch"));
    if (result.exitCode() != 0 && !Boolean.getBoolean(RequiredTools.REQUIRED)) {
      // Without root it needs user namespaces, which not every machine grants.
      Assumptions.abort("buildah does not work here: " + result.output());
    }
    return buildah;
  }

  /** Runs buildah, which must succeed, and returns its output without the line break at its end. */
  String run(String... arguments) throws IOException, InterruptedException {
    return Shell.runOrFail(work, commandLine(arguments)).strip();
  }

  /** Makes an image of an architecture with one layer per file. */
  void build(String image, String architecture, String... files)
      throws IOException, InterruptedException {
    String base = "scratch";
    for (String file : files) {
      String container = image + "-" + file;
      run("from", "--arch", architecture, "--pull-never", "--name", container, base);
      run("copy", container, file, "/" + file);
      run("config", "--label", "file=" + file, "--cmd", "/" + file, container);
      run("commit", container, image);
      base = image;
    }
  }

  private String[] commandLine(String... arguments) {
    return Stream.concat(command.stream(), Stream.of(arguments)).toArray(String[]::new);
  }
}

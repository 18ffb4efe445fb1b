package io.github.ocimaven.realtools;

import io.github.ocimaven.testing.RequiredTools;
import io.github.ocimaven.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Podman with a storage of its own: see {@link Buildah}. */
final class Podman {

  private final Path work;
  private final List<String> command;

  private Podman(Path work) {
    this.work = work;
    command =
        List.of(
            "podman",
            "--storage-driver",
            "vfs",
            "--root",
            work.resolve("podman-root").toString(),
            "--runroot",
            work.resolve("podman-run").toString());
  }

  /** Skips or fails the running test where podman is absent, or is not allowed to work. */
  static Podman assume(Path work) throws IOException, InterruptedException {
    RequiredTools.assume("podman");
    Podman podman = new Podman(work);
    Shell.Result result = Shell.run(work, podman.commandLine("images"));
    if (result.exitCode() != 0 && !Boolean.getBoolean(RequiredTools.REQUIRED)) {
      // Without root it needs user namespaces, which not every machine grants.
      Assumptions.abort("podman does not work here: " + result.output());
    }
    return podman;
  }

  /** Runs podman, which must succeed, and returns its output without the line break at its end. */
  String run(String... arguments) throws IOException, InterruptedException {
    return Shell.runOrFail(work, commandLine(arguments)).strip();
  }

  /** Makes an image with one layer, a tar with one file. */
  void importImage(String image, String file) throws IOException, InterruptedException {
    RequiredTools.assume("tar");
    Path tar = Files.createTempFile(work, "layer-", ".tar");
    Shell.runOrFail(work, "tar", "-cf", tar.toString(), file);
    run("import", "-q", tar.toString(), image);
  }

  /** The id of an image as podman knows it. */
  String imageId(String image) throws IOException, InterruptedException {
    return "sha256:" + run("image", "inspect", "--format", "{{.Id}}", image);
  }

  /** Writes a program that passes its arguments on to podman with this storage. */
  Path executable() throws IOException {
    Path script = work.resolve("podman-of-the-test");
    String line =
        command.stream()
            .map(argument -> "'" + argument.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(script, "#!/bin/sh\nexec " + line + " \"$@\"\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String[] commandLine(String... arguments) {
    return Stream.concat(command.stream(), Stream.of(arguments)).toArray(String[]::new);
  }
}

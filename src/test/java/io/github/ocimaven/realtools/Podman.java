package io.github.ocimaven.realtools;

import io.github.ocimaven.testing.Shell;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;

/** The Podman commands that the tests use. */
final class Podman {

  private final ContainerTool tool;

  private Podman(ContainerTool tool) {
    this.tool = tool;
  }

  /** Skips or fails the running test if Podman is absent, or is not allowed to work. */
  static Podman assume(Path work) throws IOException, InterruptedException {
    return new Podman(ContainerTool.assume(work, "podman", "images"));
  }

  /** Runs Podman, which must succeed. */
  String run(String... arguments) throws IOException, InterruptedException {
    return tool.run(arguments);
  }

  /** Creates an image with one layer, which is a tar with one file. */
  void importImage(String image, String file) throws IOException, InterruptedException {
    RequiredTools.assume("tar");
    Path tar = Files.createTempFile(tool.work(), "layer-", ".tar");
    Shell.runOrFail(tool.work(), "tar", "-cf", tar.toString(), file);
    run("import", "-q", tar.toString(), image);
  }

  /** Returns Podman's ID of an image. */
  String imageId(String image) throws IOException, InterruptedException {
    return "sha256:" + run("image", "inspect", "--format", "{{.Id}}", image);
  }

  /** Writes a script that passes its arguments to Podman with this storage. */
  Path executable() throws IOException {
    Path script = tool.work().resolve("podman-of-the-test");
    String line =
        tool.command().stream()
            .map(argument -> "'" + argument.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(script, "#!/bin/sh\nexec " + line + " \"$@\"\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}

package io.github.ocimaven.realtools;

import io.github.ocimaven.testing.Shell;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Buildah or Podman with its own storage, so that it neither sees nor changes the machine's images.
 * The vfs driver needs no overlay file system, which containers often lack.
 *
 * @param work its working directory
 * @param command the program with the options for its storage
 */
record ContainerTool(Path work, List<String> command) {

  /** Skips or fails the running test if the tool is absent, or is not allowed to work. */
  static ContainerTool assume(Path work, String name, String... probe)
      throws IOException, InterruptedException {
    RequiredTools.assume(name);
    ContainerTool tool =
        new ContainerTool(
            work,
            List.of(
                name,
                "--storage-driver",
                "vfs",
                "--root",
                work.resolve(name + "-root").toString(),
                "--runroot",
                work.resolve(name + "-run").toString()));
    Shell.Result result = Shell.run(work, tool.commandLine(probe));
    if (result.exitCode() != 0 && !Boolean.getBoolean(RequiredTools.REQUIRED)) {
      // Without root it needs user namespaces, which some machines forbid.
      Assumptions.abort(name + " does not work here: " + result.output());
    }
    return tool;
  }

  /**
   * Runs the tool, which must succeed, and returns its output without the line break at its end.
   */
  String run(String... arguments) throws IOException, InterruptedException {
    return Shell.runOrFail(work, commandLine(arguments)).strip();
  }

  private String[] commandLine(String... arguments) {
    return Stream.concat(command.stream(), Stream.of(arguments)).toArray(String[]::new);
  }
}

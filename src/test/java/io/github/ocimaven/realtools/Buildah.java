package io.github.ocimaven.realtools;

import java.io.IOException;
import java.nio.file.Path;

/** The Buildah commands that the tests use. */
final class Buildah {

  private final ContainerTool tool;

  private Buildah(ContainerTool tool) {
    this.tool = tool;
  }

  /** Skips or fails the running test if Buildah is absent, or is not allowed to work. */
  static Buildah assume(Path work) throws IOException, InterruptedException {
    return new Buildah(ContainerTool.assume(work, "buildah", "from", "scratch"));
  }

  /** Runs Buildah, which must succeed. */
  String run(String... arguments) throws IOException, InterruptedException {
    return tool.run(arguments);
  }

  /** Builds an image for an architecture, with one layer per file. */
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
}

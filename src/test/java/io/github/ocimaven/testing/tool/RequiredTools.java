package io.github.ocimaven.testing.tool;

import io.github.ocimaven.testing.Shell;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/**
 * Guards tests that need tools of the machine. Such a test is skipped where a tool is absent, but
 * fails when the system property {@value #REQUIRED} is {@code true}, as in CI.
 */
public final class RequiredTools {

  /** The system property that turns skipping into failing. */
  public static final String REQUIRED = "oci.it.required";

  /** The tools that Go builds, because Debian does not package them. */
  private static final Set<String> BUILT_BY_GO = Set.of(Distribution.TOOL, Olareg.TOOL);

  private static final Map<String, String> DEBIAN_PACKAGES =
      Map.of("docker", "docker.io", "gpg", "gnupg", "htpasswd", "apache2-utils");

  private RequiredTools() {}

  /**
   * Skips or fails the running test unless all the tools are on the PATH. If Go is missing, the
   * tools that it builds are never required: Debian's Go is too old to build them.
   */
  public static void assume(String... tools) {
    for (String tool : tools) {
      if (BUILT_BY_GO.contains(tool)) {
        Assumptions.assumeTrue(isOnPath("go"), "Go, which builds " + tool + ", is not on the PATH");
      }
      if (!isOnPath(tool)) {
        String problem = tool + " is not on the PATH; " + remedy(tool);
        if (Boolean.getBoolean(REQUIRED)) {
          throw new AssertionError(problem + " and required by -D" + REQUIRED + "=true");
        }
        Assumptions.abort(problem);
      }
    }
  }

  /**
   * For the selector of an integration test: whether to run it. It runs if Buildah exists and is
   * allowed to work, which without root takes user namespaces, and always if tools are required.
   *
   * @param folder a folder for Buildah's trial run
   */
  public static boolean selectsBuildah(Path folder) throws IOException, InterruptedException {
    if (Boolean.getBoolean("realRegistries.required")) {
      return true;
    }
    if (!isOnPath("buildah")) {
      return false;
    }
    String storage = folder.resolve("target/tried").toString();
    String run = storage + "-run";
    return Shell.run(
                folder,
                "buildah",
                "--storage-driver",
                "vfs",
                "--root",
                storage,
                "--runroot",
                run,
                "from",
                "scratch")
            .exitCode()
        == 0;
  }

  private static String remedy(String tool) {
    return BUILT_BY_GO.contains(tool)
        ? ".ci/run shows how Go builds it"
        : "it is in the Debian package " + DEBIAN_PACKAGES.getOrDefault(tool, tool);
  }

  /** Whether a tool can be started by its name. */
  public static boolean isOnPath(String tool) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory).resolve(tool))
        .anyMatch(Files::isExecutable);
  }
}

package io.github.ocimaven.registry.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where Docker and podman look for the certificates of registries. */
public final class CertificateDirectories {

  private CertificateDirectories() {}

  /**
   * Returns the directories that have a folder {@code HOST[:PORT]} for a registry; the first one's
   * client certificate wins. They need not exist.
   *
   * @param environment the environment variables; {@code XDG_CONFIG_HOME} and, on Windows, {@code
   *     ProgramData} count
   * @param home the user's home directory
   * @param windows whether this is Windows
   */
  public static List<Path> defaults(Map<String, String> environment, Path home, boolean windows) {
    Path settings = directory(environment.get("XDG_CONFIG_HOME"), home.resolve(".config"));
    Path own = settings.resolve("containers").resolve("certs.d");
    if (windows) {
      Path all = directory(environment.get("ProgramData"), Path.of("C:\\ProgramData"));
      return List.of(own, all.resolve("docker").resolve("certs.d"));
    }
    return List.of(own, Path.of("/etc/containers/certs.d"), Path.of("/etc/docker/certs.d"));
  }

  private static Path directory(@Nullable String variable, Path otherwise) {
    return variable == null || variable.isEmpty() ? otherwise : Path.of(variable);
  }
}

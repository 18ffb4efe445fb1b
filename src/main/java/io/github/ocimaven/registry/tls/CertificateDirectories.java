package io.github.ocimaven.registry.tls;

import io.github.ocimaven.registry.UserEnvironment;
import java.nio.file.Path;
import java.util.List;

/** The directories in which Docker and podman look for the certificates of registries. */
public final class CertificateDirectories {

  private CertificateDirectories() {}

  /**
   * Returns the directories, which may hold a folder {@code HOST[:PORT]} for each registry and need
   * not exist. The first client certificate wins.
   *
   * @param user the user; on Windows, the variable {@code ProgramData} is read
   */
  public static List<Path> of(UserEnvironment user, boolean windows) {
    // Podman reads auth.json below XDG_CONFIG_HOME, but not certs.d.
    Path own = user.home().resolve(".config/containers/certs.d");
    if (windows) {
      Path all = Path.of(user.variable("ProgramData").orElse("C:\\ProgramData"));
      return List.of(own, all.resolve("docker").resolve("certs.d"));
    }
    return List.of(own, Path.of("/etc/containers/certs.d"), Path.of("/etc/docker/certs.d"));
  }
}

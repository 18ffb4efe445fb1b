package io.github.ocimaven.registry.tls;

import io.github.ocimaven.registry.UserEnvironment;
import java.nio.file.Path;
import java.util.List;

/** Where Docker and podman look for the certificates of registries. */
public final class CertificateDirectories {

  private CertificateDirectories() {}

  /**
   * Returns the directories that have a folder {@code HOST[:PORT]} for a registry; the first one's
   * client certificate wins. They need not exist.
   *
   * @param user whose; on Windows {@code ProgramData} counts
   * @param windows whether this is Windows
   */
  public static List<Path> of(UserEnvironment user, boolean windows) {
    // Podman reads auth.json below XDG_CONFIG_HOME, but not this.
    Path own = user.home().resolve(".config/containers/certs.d");
    if (windows) {
      Path all = Path.of(user.variable("ProgramData").orElse("C:\\ProgramData"));
      return List.of(own, all.resolve("docker").resolve("certs.d"));
    }
    return List.of(own, Path.of("/etc/containers/certs.d"), Path.of("/etc/docker/certs.d"));
  }
}

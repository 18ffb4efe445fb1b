package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.registry.UserEnvironment;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files in which {@code docker login}, {@code podman login} and similar tools store
 * credentials, in lookup order (<a
 * href="https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md">containers-auth.json</a>,
 * <a href="https://docs.docker.com/reference/cli/docker/#environment-variables">docker</a>).
 */
public final class AuthFiles {

  private static final String PODMAN_FILE = "containers/auth.json";
  private static final String DOCKER_FILE = "config.json";

  private AuthFiles() {}

  /**
   * Returns a source for each file, existing or not.
   *
   * @param user the user whose files are read
   * @param helpers runs the helpers that a file names
   */
  public static List<CredentialSource> sources(UserEnvironment user, CredentialHelpers helpers) {
    return paths(user)
        .distinct()
        .<CredentialSource>map(path -> new AuthFile(path, user.display(path), helpers))
        .toList();
  }

  private static Stream<Path> paths(UserEnvironment user) {
    return Stream.of(
            variable(user, "REGISTRY_AUTH_FILE"),
            variable(user, "XDG_RUNTIME_DIR")
                .map(folder -> folder.resolve(PODMAN_FILE))
                .or(() -> user.containersRun().map(folder -> folder.resolve("auth.json"))),
            Optional.of(
                variable(user, "XDG_CONFIG_HOME")
                    .orElseGet(() -> user.home().resolve(".config"))
                    .resolve(PODMAN_FILE)),
            // If DOCKER_CONFIG is set, neither docker nor podman looks in the home folder.
            Optional.of(
                variable(user, "DOCKER_CONFIG")
                    .orElseGet(() -> user.home().resolve(".docker"))
                    .resolve(DOCKER_FILE)))
        .flatMap(Optional::stream);
  }

  private static Optional<Path> variable(UserEnvironment user, String name) {
    try {
      return user.variable(name).map(Path::of);
    } catch (InvalidPathException e) {
      return Optional.empty(); // an invalid path names no file
    }
  }
}

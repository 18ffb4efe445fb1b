package io.github.ocimaven.registry;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The user whose files and variables hold credentials. {@code toString} reveals no variable. */
public final class UserEnvironment {

  private final Map<String, String> variables;
  private final Path home;
  private final Optional<Path> containersRun;

  /**
   * Creates an environment.
   *
   * @param containersRun podman's folder if {@code XDG_RUNTIME_DIR} is not set, {@code
   *     /run/containers/UID}; empty on systems without such a folder
   */
  public UserEnvironment(Map<String, String> variables, Path home, Optional<Path> containersRun) {
    // To Windows, PATH, Path and path are the same variable.
    this.variables = isWindows() ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : new HashMap<>();
    this.variables.putAll(variables);
    this.home = home;
    this.containersRun = containersRun;
  }

  /** Returns the environment of this process. */
  public static UserEnvironment current() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String home = System.getenv(isWindows() ? "USERPROFILE" : "HOME");
    return new UserEnvironment(
        System.getenv(),
        Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home),
        system.startsWith("linux") ? ownContainersRun() : Optional.empty());
  }

  /** Returns whether this JVM runs on Windows, where files and variables have other names. */
  public static boolean isWindows() {
    return File.separatorChar == '\\';
  }

  /** Reads the user ID from the owner of this process: the JDK has no call for it. */
  private static Optional<Path> ownContainersRun() {
    try {
      Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return Optional.of(Path.of("/run/containers", uid.toString()));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the value of a variable, or empty if it is unset or empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** Returns the home folder. */
  public Path home() {
    return home;
  }

  /** Returns podman's folder if {@code XDG_RUNTIME_DIR} is not set. */
  public Optional<Path> containersRun() {
    return containersRun;
  }

  /** Returns a file's path as users write it: {@code ~/.docker/config.json}. */
  public String display(Path file) {
    return home.getNameCount() > 0 && file.startsWith(home) && !file.equals(home)
        ? "~/" + home.relativize(file).toString().replace('\\', '/')
        : file.toString();
  }
}

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

/** Whose files and variables hold credentials. No {@code toString} tells a variable. */
public final class UserEnvironment {

  private final Map<String, String> variables;
  private final Path home;
  private final Optional<Path> containersRun;

  /**
   * Makes an environment.
   *
   * @param variables the environment variables
   * @param home the home folder
   * @param containersRun podman's folder where {@code XDG_RUNTIME_DIR} is not set, {@code
   *     /run/containers/UID}; empty on systems that have none
   */
  public UserEnvironment(Map<String, String> variables, Path home, Optional<Path> containersRun) {
    // Windows knows PATH, Path and path as one variable.
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

  /** Tells whether this JVM runs on Windows, whose files and variables have other names. */
  public static boolean isWindows() {
    return File.separatorChar == '\\';
  }

  /** The JDK has no call for the user's number, but a process belongs to its user. */
  private static Optional<Path> ownContainersRun() {
    try {
      Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return Optional.of(Path.of("/run/containers", uid.toString()));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns a variable's value.
   *
   * @param name the variable
   * @return the value, or nothing where it is not set or empty
   */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** Returns the home folder. */
  public Path home() {
    return home;
  }

  /** Returns podman's folder where {@code XDG_RUNTIME_DIR} is not set. */
  public Optional<Path> containersRun() {
    return containersRun;
  }

  /**
   * Names a file as its user does: {@code ~/.docker/config.json}.
   *
   * @param file the file
   */
  public String display(Path file) {
    return home.getNameCount() > 0 && file.startsWith(home) && !file.equals(home)
        ? "~/" + home.relativize(file).toString().replace('\\', '/')
        : file.toString();
  }
}

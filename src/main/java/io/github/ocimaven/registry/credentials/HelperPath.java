package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.text.ForeignText;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folders of the PATH. An empty entry is ignored; to a shell, it means the current folder. */
final class HelperPath {

  private final List<Path> folders;
  private final List<String> suffixes;

  /**
   * Parses a PATH.
   *
   * @param path the variable's value
   * @param separator the separator between folders
   * @param suffixes the extensions of program files, in lookup order
   */
  HelperPath(String path, String separator, List<String> suffixes) {
    this.folders =
        Stream.of(path.split(Pattern.quote(separator)))
            .map(folder -> folder.replace("\"", ""))
            .filter(folder -> !folder.isEmpty())
            .flatMap(folder -> path(folder).stream())
            .toList();
    this.suffixes = List.copyOf(suffixes);
  }

  /** Returns a user's PATH. */
  static HelperPath of(UserEnvironment user) {
    // Windows calls it Path.
    String path = user.variable("PATH").or(() -> user.variable("Path")).orElse("");
    List<String> suffixes = UserEnvironment.isWindows() ? List.of(".exe", ".cmd") : List.of("");
    return new HelperPath(path, File.pathSeparator, suffixes);
  }

  private static Optional<Path> path(String folder) {
    try {
      return Optional.of(Path.of(folder));
    } catch (InvalidPathException e) {
      return Optional.empty(); // an invalid path names no folder
    }
  }

  /**
   * Finds a program.
   *
   * @return the first executable file of that name
   * @throws HelperException if there is no such file
   */
  Path find(String program) throws HelperException {
    List<Path> files =
        folders.stream()
            .flatMap(folder -> suffixes.stream().map(suffix -> folder.resolve(program + suffix)))
            .filter(Files::isRegularFile)
            .toList();
    if (files.isEmpty()) {
      throw HelperException.notInstalled();
    }
    return files.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                HelperException.notStartable(
                    ForeignText.printable(files.get(0).toString()) + " is not executable"));
  }
}

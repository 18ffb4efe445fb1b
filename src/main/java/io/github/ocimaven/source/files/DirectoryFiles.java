package io.github.ocimaven.source.files;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a layout directory. Links below the root are never followed. */
public final class DirectoryFiles implements SourceFiles {

  private static final String LINK_RULE = "H1";

  private final String name;
  private final Path root;

  /**
   * Opens a directory.
   *
   * @param name its path, for messages
   * @param root the directory; may itself be a link, since the user chose it
   * @throws IOException if it can't be read
   */
  public DirectoryFiles(String name, Path root) throws IOException {
    this.name = name;
    this.root = root.toRealPath();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Content> file(String path, Findings findings) {
    Path current = root;
    try {
      BasicFileAttributes attributes = null;
      for (String component : path.split("/", -1)) {
        if (component.isEmpty() || component.equals(".") || component.equals("..")) {
          return notInside(path, findings);
        }
        Path parent = current;
        current = parent.resolve(component);
        if (!parent.equals(current.getParent())) {
          return notInside(path, findings); // "C:\\x" or "a\\..\\b" on Windows
        }
        attributes =
            Files.readAttributes(current, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        // A Windows junction is not a symbolic link but "other", and can also lead outside.
        if (attributes.isSymbolicLink() || attributes.isOther()) {
          findings.error(
              LINK_RULE,
              below(current),
              "",
              "a symbolic link",
              "a file or folder: links can lead outside the source");
          return Optional.empty();
        }
      }
      if (attributes == null || !attributes.isRegularFile()) {
        findings.error(LINK_RULE, path, "", "not a regular file", "a regular file");
        return Optional.empty();
      }
      return Optional.of(new FileContent(current, 0, attributes.size(), name + "/" + path));
    } catch (InvalidPathException e) {
      return notInside(path, findings);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      findings.error(
          LINK_RULE,
          path,
          "",
          "a file that can't be read: " + IoFailure.explain(e),
          "a readable file");
      return Optional.empty();
    }
  }

  private static Optional<Content> notInside(String path, Findings findings) {
    findings.error(
        LINK_RULE, path, "", "a path that may lead outside the source", "a path below it");
    return Optional.empty();
  }

  @Override
  public Optional<List<String>> list(String folder) throws IOException {
    Path start = root.resolve(folder);
    if (!Files.isDirectory(start, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    // Two levels, algorithm and encoded digest: a layout has nothing deeper.
    try (Stream<Path> paths = Files.walk(start, 2)) {
      return Optional.of(paths.filter(path -> !path.equals(start)).map(this::below).toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private String below(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }

  @Override
  public void close() {
    // Each content opens and closes the file itself.
  }
}

package io.github.ocimaven.fuzz;

import io.github.ocimaven.testing.image.TarBuilder;
import io.github.ocimaven.testing.image.TarDialect;
import io.github.ocimaven.testing.image.TarEntry;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** How an image is stored on disk. */
enum Form {
  DIRECTORY,
  TAR,
  GZIP,
  ZSTD;

  /** Packs an image as a tar, in another dialect if the given one has no room for its names. */
  static byte[] tar(Tree tree, TarDialect dialect) throws IOException {
    TarBuilder builder = new TarBuilder().dialect(dialect);
    tree.entries().forEach(builder::add);
    try {
      return builder.bytes();
    } catch (IllegalArgumentException e) {
      return builder.dialect(TarDialect.GNU).bytes();
    }
  }

  /** Compresses a tar, if this form is compressed. */
  byte[] compress(byte[] tar) throws IOException {
    return switch (this) {
      case DIRECTORY, TAR -> tar;
      case GZIP -> TarBuilder.gzip(tar);
      case ZSTD -> TarBuilder.zstd(tar);
    };
  }

  /**
   * Writes an image as a folder. Entries that no file system allows, or that would be outside the
   * folder, are left out.
   *
   * @param root the folder, which must not exist
   * @param fifo a FIFO that is linked in place of others; it may be missing
   */
  static void writeDirectory(Tree tree, Path root, Path fifo) throws IOException {
    Files.createDirectory(root);
    // Links come last, so that nothing is written through them.
    List<TarEntry> linksLast =
        tree.entries().stream()
            .sorted(Comparator.comparing(entry -> isPlain(entry) ? 0 : 1))
            .toList();
    for (TarEntry entry : linksLast) {
      try {
        Path path = root.resolve(entry.name()).normalize();
        if (path.startsWith(root) && !path.equals(root) && !leadsThroughALink(root, path)) {
          write(entry, path, root, fifo);
        }
      } catch (InvalidPathException | FileSystemException e) {
        // No file system allows such a file.
      }
    }
  }

  private static boolean isPlain(TarEntry entry) {
    return entry.type() == Tree.FILE || entry.type() == Tree.DIRECTORY;
  }

  private static boolean leadsThroughALink(Path root, Path path) {
    for (Path parent = path.getParent(); parent.startsWith(root); parent = parent.getParent()) {
      if (Files.isSymbolicLink(parent)) {
        return true;
      }
    }
    return false;
  }

  private static void write(TarEntry entry, Path path, Path root, Path fifo) throws IOException {
    Files.createDirectories(path.getParent());
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(path);
    }
    switch (entry.type()) {
      case Tree.FILE -> Files.write(path, entry.content());
      case Tree.DIRECTORY -> Files.createDirectories(path);
      case Tree.FIFO -> Files.createLink(path, fifo);
      case Tree.HARD_LINK -> {
        // A hard link that leads outside looks like a file, and only the user can create it.
        Path target = root.resolve(entry.link()).normalize();
        if (target.startsWith(root)) {
          Files.createLink(path, target);
        }
      }
      default -> writeLink(path, Path.of(entry.link().isEmpty() ? "/dev/zero" : entry.link()));
    }
  }

  private static void writeLink(Path path, Path target) throws IOException {
    try {
      Files.createSymbolicLink(path, target);
    } catch (FileAlreadyExistsException e) {
      deleteTree(path); // a folder, such as blobs/
      Files.createSymbolicLink(path, target);
    }
  }

  /** Deletes a file or folder without following links. */
  static void deleteTree(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> walk = Files.walk(path)) {
      deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}

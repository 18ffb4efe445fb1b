package io.github.ocimaven.source;

import io.github.ocimaven.model.NotAnImageException;
import io.github.ocimaven.model.SourceNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Finds the file or folder that a source names, or the one of the usual places that exists. */
final class SourceLocator {

  /**
   * Where the usual tools write, below the build directory, in the order in which they are tried.
   */
  private static final List<String> USUAL_PLACES =
      List.of("oci", "image", "oci-image", "jib-image.tar");

  private SourceLocator() {}

  static Path locate(SourceRequest request, SourceName source) {
    Path base = request.baseDirectory();
    if (request.source() != null) {
      Path path = resolve(base, source.rest());
      if (!Files.exists(path)) {
        throw new SourceNotFoundException(List.of(display(base, path)));
      }
      return path;
    }
    List<Path> places = USUAL_PLACES.stream().map(request.buildDirectory()::resolve).toList();
    return places.stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new SourceNotFoundException(
                    places.stream().map(place -> display(base, place)).toList()));
  }

  private static Path resolve(Path base, String path) {
    try {
      return base.resolve(path);
    } catch (InvalidPathException e) {
      throw new NotAnImageException(path, e.getReason(), "set source to a path", e);
    }
  }

  /** A path as the user knows it: relative to the project where it lies in it. */
  static String display(Path baseDirectory, Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path base = baseDirectory.toAbsolutePath().normalize();
    return absolute.startsWith(base) && !absolute.equals(base)
        ? base.relativize(absolute).toString()
        : absolute.toString();
  }
}

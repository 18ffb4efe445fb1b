package io.github.ocimaven.source.open;

import io.github.ocimaven.source.NotAnImageException;
import io.github.ocimaven.source.SourceNotFoundException;
import io.github.ocimaven.source.SourceRequest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the file or directory that a source names, or the first default path that exists. */
final class SourceLocator {

  /** Where common tools write, below the build directory, in the order in which they are tried. */
  private static final List<String> USUAL_PLACES =
      List.of("oci", "image", "oci-image", "jib-image.tar");

  /** Two or more letters: a single one is a Windows drive. */
  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9-]+:");

  private SourceLocator() {}

  static Path locate(SourceRequest request, SourceName source) {
    Path base = request.baseDirectory();
    if (request.source() != null) {
      Path path = resolve(base, source.rest());
      if (!Files.exists(path)) {
        requireNoSuffix(base, source);
        requireKnownPrefix(source);
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

  /** skopeo and podman accept a reference after the path: {@code oci:DIR:TAG}. */
  private static void requireNoSuffix(Path base, SourceName source) {
    int colon = source.rest().indexOf(':');
    if (source.kind() == SourceName.Kind.ANY || colon <= 0) {
      return;
    }
    String path = source.rest().substring(0, colon);
    if (Files.exists(resolve(base, path))) {
      throw new NotAnImageException(
          source.rest(),
          path + " exists, but a reference must not follow the path here",
          "set 'source' to "
              + source.kind().prefix()
              + path
              + " and 'sourceReference' to "
              + source.rest().substring(colon + 1),
          null);
    }
  }

  private static void requireKnownPrefix(SourceName source) {
    Matcher prefix = PREFIX.matcher(source.rest());
    if (source.kind() == SourceName.Kind.ANY && prefix.lookingAt()) {
      throw new NotAnImageException(
          source.rest(),
          "there is no such path, and '" + prefix.group() + "' is not a known prefix",
          "set 'source' to a path, optionally prefixed with oci:, oci-archive: or docker-archive:,"
              + " or to docker-daemon: and an image name",
          null);
    }
  }

  private static Path resolve(Path base, String path) {
    try {
      return base.resolve(path);
    } catch (InvalidPathException e) {
      throw new NotAnImageException(path, e.getReason(), "set 'source' to a path", e);
    }
  }

  /** Returns a path as the user knows it: relative to the project if it is inside it. */
  static String display(Path baseDirectory, Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path base = baseDirectory.toAbsolutePath().normalize();
    return absolute.startsWith(base) && !absolute.equals(base)
        ? base.relativize(absolute).toString()
        : absolute.toString();
  }
}

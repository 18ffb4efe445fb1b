package io.github.ocimaven.source;

import java.util.stream.Stream;

/**
 * The parameter {@code source}, taken apart: a prefix, as skopeo and podman know it, and the rest.
 *
 * @param kind what the prefix insists on
 * @param rest a path, or an image's name behind {@code docker-daemon:}
 */
record SourceName(Kind kind, String rest) {

  /** What a source is said to be. */
  enum Kind {
    LAYOUT_DIRECTORY("oci:"),
    LAYOUT_ARCHIVE("oci-archive:"),
    DOCKER_ARCHIVE("docker-archive:"),
    DOCKER_DAEMON("docker-daemon:"),
    /** Nothing is said: the format is detected. */
    ANY("");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    String prefix() {
      return prefix;
    }
  }

  static SourceName parse(String source) {
    Kind kind =
        Stream.of(Kind.values()).filter(k -> source.startsWith(k.prefix)).findFirst().orElseThrow();
    return new SourceName(kind, source.substring(kind.prefix.length()));
  }
}

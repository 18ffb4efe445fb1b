package io.github.ocimaven.source.open;

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
    LAYOUT_DIRECTORY("oci:", "the directory of an OCI image layout"),
    LAYOUT_ARCHIVE("oci-archive:", "the tar of an OCI image layout"),
    DOCKER_ARCHIVE("docker-archive:", "a docker-save archive"),
    DOCKER_DAEMON("docker-daemon:", "an image of Docker or Podman"),
    /** Nothing is said: the format is detected. */
    ANY("", "any image");

    private final String prefix;
    private final String what;

    Kind(String prefix, String what) {
      this.prefix = prefix;
      this.what = what;
    }

    String what() {
      return what;
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

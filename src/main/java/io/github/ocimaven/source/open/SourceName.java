package io.github.ocimaven.source.open;

import java.util.stream.Stream;

/**
 * The parsed parameter {@code source}: a prefix, as in skopeo and podman, and the rest.
 *
 * @param kind the kind of source that the prefix demands
 * @param rest a path, or for {@code docker-daemon:} an image name
 */
record SourceName(Kind kind, String rest) {

  /** The kind of source that a prefix declares. */
  enum Kind {
    LAYOUT_DIRECTORY("oci:", "the directory of an OCI image layout"),
    LAYOUT_ARCHIVE("oci-archive:", "the tar of an OCI image layout"),
    DOCKER_ARCHIVE("docker-archive:", "a docker-save archive"),
    DOCKER_DAEMON("docker-daemon:", "an image of Docker or Podman"),
    /** No prefix: the format is detected. */
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

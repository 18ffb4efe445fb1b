package io.github.ocimaven.model;

import java.util.List;
import java.util.Locale;

/** Docker Hub, which goes by several names. */
public final class DockerHub {

  /** The registry in references. */
  public static final String NAME = "docker.io";

  /** The host of its API: docker.io itself serves a web site. */
  public static final String ENDPOINT = "registry-1.docker.io";

  /** All names under which tools know it, the most usual first. */
  public static final List<String> NAMES =
      List.of(NAME, "index.docker.io", ENDPOINT, "registry.hub.docker.com");

  private DockerHub() {}

  /**
   * Tells whether a registry is Docker Hub.
   *
   * @param registry {@code HOST[:PORT]}, in any case
   */
  public static boolean is(String registry) {
    return NAMES.contains(registry.toLowerCase(Locale.ROOT));
  }
}

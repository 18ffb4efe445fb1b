package io.github.ocimaven.model;

import java.util.List;
import java.util.Locale;

/** The names of Docker Hub. */
public final class DockerHub {

  /** The registry name in references. */
  public static final String NAME = "docker.io";

  /** The host of its API; docker.io itself serves a web site. */
  public static final String ENDPOINT = "registry-1.docker.io";

  /** All names that tools use for it, the most common one first. */
  public static final List<String> NAMES =
      List.of(NAME, "index.docker.io", ENDPOINT, "registry.hub.docker.com");

  private DockerHub() {}

  /**
   * Returns whether a registry is Docker Hub.
   *
   * @param registry {@code HOST[:PORT]}, in any case
   */
  public static boolean is(String registry) {
    return NAMES.contains(registry.toLowerCase(Locale.ROOT));
  }
}

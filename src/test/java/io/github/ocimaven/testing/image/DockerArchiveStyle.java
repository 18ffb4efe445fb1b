package io.github.ocimaven.testing.image;

/** How the tools that write docker-save archives name and link the files in them. */
public enum DockerArchiveStyle {
  /**
   * Podman, Buildah and Skopeo: {@code DIFFID.tar}, and a folder with a symbolic link to it for
   * readers that predate {@code manifest.json}.
   */
  SKOPEO,
  /** The same, but {@code manifest.json} names the symbolic links. */
  SKOPEO_LINKS,
  /** The same with hard links, and {@code manifest.json} names them. */
  HARD_LINKS,
  /** Docker before 25: {@code ID/layer.tar}, and a symbolic link between identical layers. */
  LEGACY,
  /** Jib: {@code DIGEST.tar.gz} and {@code config.json}, one image. */
  JIB,
  /** Docker from 25 on: an OCI layout with plain layers, and {@code manifest.json} in it. */
  DOCKER_25
}

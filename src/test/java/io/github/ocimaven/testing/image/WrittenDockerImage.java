package io.github.ocimaven.testing.image;

import java.util.List;

/**
 * An image in a docker-save archive.
 *
 * @param configDigest the image ID: the digest of the config
 * @param configBytes the config, byte for byte
 * @param configPath the config's name in the archive
 * @param layers the layers, the base layer first
 * @param ociManifest the image's manifest if the archive is also an OCI layout, otherwise empty
 */
@SuppressWarnings("ArrayRecordComponent") // read by tests, never compared as a whole
public record WrittenDockerImage(
    String configDigest,
    byte[] configBytes,
    String configPath,
    List<Layer> layers,
    byte[] ociManifest) {

  /** Copies the list. */
  public WrittenDockerImage {
    layers = List.copyOf(layers);
  }

  /**
   * A layer of the image.
   *
   * @param path its name in the archive, as {@code manifest.json} has it
   * @param diffId the digest of the plain tar
   * @param tar the plain tar
   * @param stored the bytes in the archive: the plain or the compressed tar
   */
  @SuppressWarnings("ArrayRecordComponent") // read by tests, never compared as a whole
  public record Layer(String path, String diffId, byte[] tar, byte[] stored) {}

  /** The digests of the plain tars, as the config lists them. */
  public List<String> diffIds() {
    return layers.stream().map(Layer::diffId).toList();
  }
}

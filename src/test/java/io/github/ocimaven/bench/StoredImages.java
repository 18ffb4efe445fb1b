package io.github.ocimaven.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The images in the storage of docker-registry, read from its files. This detects a contestant that
 * did not do its work, without requests to the registry.
 *
 * @param root the root directory of its file system driver
 */
record StoredImages(Path root) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Fails unless the tag names the image.
   *
   * @param unchanged whether it must be the same, bit for bit; a contestant that writes its own
   *     manifest must have all layers of a layout in it, or for an archive the same number
   */
  void verify(String repository, BenchImage image, boolean unchanged) throws IOException {
    String digest =
        Files.readString(
            repository(repository)
                .resolve(Path.of("_manifests", "tags", Destination.TAG, "current", "link")));
    if (unchanged && image.isLayout() && !digest.equals(image.manifestDigest())) {
      throw new IOException("pushed " + digest + " in place of " + image.manifestDigest());
    }
    JsonNode manifest = JSON.readTree(data(digest).toFile());
    Set<String> layers = new HashSet<>();
    requireBlob(repository, manifest.path("config"));
    for (JsonNode layer : manifest.path("layers")) {
      requireBlob(repository, layer);
      layers.add(layer.path("digest").asText());
    }
    boolean complete =
        image.isLayout()
            ? image.blobs().stream().skip(1).allMatch(blob -> layers.contains(blob.digest()))
            : layers.size() >= image.layers();
    if (!complete) {
      throw new IOException("pushed an image that lacks layers: " + layers);
    }
  }

  /** The file that shows that a repository has a blob. */
  Path layerLink(String repository, String digest) {
    return repository(repository)
        .resolve("_layers")
        .resolve(digest.replace(':', '/'))
        .resolve("link");
  }

  private void requireBlob(String repository, JsonNode descriptor) throws IOException {
    String digest = descriptor.path("digest").asText();
    long size = descriptor.path("size").asLong();
    if (Files.notExists(layerLink(repository, digest)) || Files.size(data(digest)) != size) {
      throw new IOException("pushed an image without its blob " + digest);
    }
  }

  private Path repository(String name) {
    return v2().resolve("repositories").resolve(name);
  }

  private Path data(String digest) {
    String hex = digest.substring(digest.indexOf(':') + 1);
    return v2().resolve(Path.of("blobs", "sha256", hex.substring(0, 2), hex, "data"));
  }

  private Path v2() {
    return root.resolve(Path.of("docker", "registry", "v2"));
  }
}

package io.github.ocimaven.testing.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes docker-save archives with plain layers of any size, without holding them on the heap. */
public final class LargeDockerArchive {

  private LargeDockerArchive() {}

  /**
   * Writes an archive of one image.
   *
   * @param tar the archive
   * @param layers the number of layers
   * @param layerBytes the size of the one file in each of them
   * @param filling the bytes of that file
   */
  public static void write(Path tar, int layers, long layerBytes, LayerFilling filling)
      throws IOException {
    Map<Path, String> files = new LinkedHashMap<>();
    try {
      ObjectNode config = Json.object().put("architecture", "amd64").put("os", "linux");
      ArrayNode diffIds = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
      for (int i = 0; i < layers; i++) {
        Path file = tar.resolveSibling(tar.getFileName() + "-layer-" + i);
        int layer = i;
        try (TarWriter content = open(file)) {
          content.file("file-" + i, layerBytes, out -> filling.writeTo(out, layer));
        }
        String diffId = Digests.sha256(file);
        diffIds.add(diffId);
        files.put(file, diffId.substring("sha256:".length()) + ".tar");
      }
      write(tar, files, Json.bytes(config));
    } finally {
      for (Path file : files.keySet()) {
        Files.delete(file);
      }
    }
  }

  private static void write(Path tar, Map<Path, String> layers, byte[] config) throws IOException {
    String configName = Digests.sha256(config).substring("sha256:".length()) + ".json";
    ArrayNode manifest = Json.object().putArray("images");
    ObjectNode image = manifest.addObject().put("Config", configName);
    image.putArray("RepoTags").add("example.com/large:1.0");
    layers.values().forEach(image.putArray("Layers")::add);
    try (TarWriter archive = open(tar)) {
      for (Map.Entry<Path, String> layer : layers.entrySet()) {
        archive.file(
            layer.getValue(), Files.size(layer.getKey()), out -> Files.copy(layer.getKey(), out));
      }
      archive.file(configName, config.length, out -> out.write(config));
      byte[] bytes = Json.bytes(manifest);
      archive.file("manifest.json", bytes.length, out -> out.write(bytes));
    }
  }

  private static TarWriter open(Path file) throws IOException {
    return new TarWriter(
        new BufferedOutputStream(Files.newOutputStream(file), Digests.BUFFER_SIZE));
  }
}

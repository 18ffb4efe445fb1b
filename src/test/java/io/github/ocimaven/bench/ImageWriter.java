package io.github.ocimaven.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.bench.BenchImage.Blob;
import io.github.ocimaven.testing.image.ImageBuilder;
import io.github.ocimaven.testing.image.LargeDockerArchive;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes images; afterwards they are in the page cache, for all contestants alike. */
final class ImageWriter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REPOSITORY = "bench/image";

  private ImageWriter() {}

  /**
   * Writes a layout directory with incompressible layers compressed with gzip, and the same image
   * as a docker-save archive.
   */
  static BenchImage layout(Path folder, List<Layer> layers) throws IOException {
    Path layout = folder.resolve("layout");
    ImageBuilder builder = TestImages.layout(layout).refName(Destination.TAG);
    layers.forEach(layer -> builder.randomLayer(layer.bytes(), layer.seed()));
    BenchImage image = describe(builder.write(), folder);
    save(image);
    return image;
  }

  /**
   * An incompressible layer.
   *
   * @param bytes the size of its only file
   * @param seed layers with the same seed are equal
   */
  record Layer(long bytes, long seed) {

    /** A given number of different layers of the same size. */
    static List<Layer> of(int number, long bytes) {
      return LongStream.range(0, number).mapToObj(seed -> new Layer(bytes, seed)).toList();
    }
  }

  /** Converts a written layout to an image for the contestants. */
  private static BenchImage describe(WrittenImage image, Path folder) throws IOException {
    List<Blob> blobs = new ArrayList<>();
    for (String digest : image.blobDigests()) {
      Path file = image.blobFile(digest);
      blobs.add(new Blob(digest, Files.size(file), file));
    }
    return new BenchImage(
        REPOSITORY,
        image.directory(),
        folder.resolve("layout-saved.tar"),
        image.manifestDigest(),
        blobs,
        blobs.size() - 1);
  }

  /** Writes a docker-save archive with plain layers. */
  static BenchImage saved(Path folder, int layers, long layerBytes, Filling filling)
      throws IOException {
    Files.createDirectories(folder);
    Path tar = folder.resolve("saved.tar");
    LargeDockerArchive.write(
        tar, layers, layerBytes, (out, layer) -> filling.write(out, layer, layerBytes));
    return new BenchImage(REPOSITORY, tar, tar, "", List.of(), layers);
  }

  private static void save(BenchImage image) throws IOException {
    JsonNode manifest = JSON.readTree(image.manifest().toFile());
    ObjectNode entry = JSON.createObjectNode();
    entry.put("Config", "config.json");
    entry.putArray("RepoTags").add("example.com/bench:1.0");
    ArrayNode layers = entry.putArray("Layers");
    try (OutputStream out = Files.newOutputStream(image.saved());
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      add(tar, "config.json", Files.readAllBytes(file(image, manifest.path("config"))));
      for (JsonNode layer : manifest.path("layers")) {
        String name = layers.size() + "/layer.tar";
        layers.add(name);
        Path file = file(image, layer);
        TarArchiveEntry header = new TarArchiveEntry(name);
        header.setSize(Files.size(file));
        tar.putArchiveEntry(header);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
      }
      String list = JSON.writeValueAsString(JSON.createArrayNode().add(entry));
      add(tar, "manifest.json", list.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry header = new TarArchiveEntry(name);
    header.setSize(content.length);
    tar.putArchiveEntry(header);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static Path file(BenchImage image, JsonNode descriptor) {
    String digest = descriptor.path("digest").asText();
    return image.path().resolve("blobs").resolve(digest.replace(':', '/'));
  }
}

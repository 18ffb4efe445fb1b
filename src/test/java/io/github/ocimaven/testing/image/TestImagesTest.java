package io.github.ocimaven.testing.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.Json;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layouts of tests. */
class TestImagesTest {

  private static final long LARGE = 512L * 1024 * 1024;

  @TempDir private Path directory;

  @Test
  void writesDiffIdsOfTheUncompressedLayers() throws Exception {
    WrittenImage image =
        TestImages.layout(directory)
            .fileLayer("etc/motd", new byte[1000])
            .randomLayer(200_000, 3)
            .config("{\"author\":\"me\"}")
            .platform("linux", "arm64")
            .write();
    JsonNode config = Json.read(Files.readAllBytes(image.blobFile(image.configDigest())));

    assertThat(image.blobDigests()).hasSize(3).startsWith(image.configDigest());
    assertThat(Digests.sha256(image.manifestBytes())).isEqualTo(image.manifestDigest());
    assertThat(config.path("author").asText()).isEqualTo("me");
    assertThat(config.path("architecture").asText()).isEqualTo("arm64");
    for (int i = 0; i < 2; i++) {
      try (InputStream layer =
          new GZIPInputStream(
              Files.newInputStream(image.blobFile(image.blobDigests().get(i + 1))))) {
        assertThat(Digests.sha256(layer.readAllBytes()))
            .isEqualTo(config.path("rootfs").path("diff_ids").path(i).asText());
      }
    }
  }

  @Test
  void writesTheSameImageAgain() throws Exception {
    WrittenImage one = TestImages.layout(directory.resolve("1")).randomLayer(9, 1).write();
    WrittenImage two = TestImages.layout(directory.resolve("2")).randomLayer(9, 1).write();

    assertThat(one.manifestBytes()).isEqualTo(two.manifestBytes());
  }

  @Test
  void addsImagesToALayout() throws Exception {
    TestImages.layout(directory).layer("1").refName("1").write();
    TestImages.layout(directory).layer("2").refName("2").write();
    JsonNode index = Json.read(Files.readAllBytes(directory.resolve("index.json")));

    assertThat(index.path("manifests")).hasSize(2);
  }

  @Test
  void nestsIndexes() throws Exception {
    WrittenIndex index = TestImages.nestedIndex(directory);

    assertThat(index.images()).hasSize(3);
    assertThat(index.manifestDigests())
        .hasSize(5)
        .endsWith(index.indexDigest())
        .doesNotHaveDuplicates();
    assertThat(index.blobDigests()).hasSize(3 + 1 + 3);
  }

  @Test
  void writesLargeLayersAsAStream() throws Exception {
    WrittenImage image = TestImages.layout(directory).randomLayer(LARGE, 5).write();
    List<String> blobs = image.blobDigests();

    assertThat(Files.size(image.blobFile(blobs.get(1)))).isBetween(LARGE, LARGE + LARGE / 1000);
  }
}

package io.github.ocimaven.testing.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.Json;
import io.github.ocimaven.testing.Shell;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The archives of tests, checked with tar and skopeo. */
class DockerArchiveBuilderTest {

  @TempDir private Path directory;

  @BeforeEach
  void requireTools() {
    RequiredTools.assume("tar", "gzip", "zstd");
  }

  // If manifest.json names a link, skopeo takes the layer's size from it.
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SKOPEO_LINKS", "HARD_LINKS"})
  void skopeoReadsAnArchiveOfEachTool(DockerArchiveStyle style) throws Exception {
    RequiredTools.assume("skopeo");
    WrittenDockerArchive archive =
        TestImages.dockerArchive(directory.resolve("image.tar"))
            .style(style)
            .layer("base")
            .gzipLayer("app")
            .layer("base")
            .write();
    String source = "docker-archive:" + archive.tar() + ":" + DockerArchiveBuilder.DEFAULT_TAG;
    Shell.runOrFail(directory, "skopeo", "copy", source, "dir:" + directory.resolve("copy"));

    JsonNode manifest = Json.read(Files.readAllBytes(directory.resolve("copy/manifest.json")));
    assertThat(manifest.path("config").path("digest").asText())
        .isEqualTo(archive.image().configDigest());
    assertThat(manifest.path("layers").findValuesAsText("digest"))
        .isEqualTo(archive.image().diffIds());
  }

  @ParameterizedTest
  @EnumSource
  void tarUnpacksWhatTheManifestNames(DockerArchiveStyle style) throws Exception {
    WrittenDockerArchive archive =
        TestImages.dockerArchive(directory.resolve("image.tar"))
            .style(style)
            .layer("base")
            .gzipLayer("app")
            .layer("base")
            .write();
    Path unpacked = Files.createDirectories(directory.resolve("unpacked"));
    Shell.runOrFail(directory, "tar", "-xf", "image.tar", "-C", unpacked.toString());

    JsonNode entry = Json.read(Files.readAllBytes(unpacked.resolve("manifest.json"))).path(0);
    assertThat(Digests.sha256(unpacked.resolve(entry.path("Config").asText())))
        .isEqualTo(archive.image().configDigest());
    assertThat(entry.path("Layers")).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(unpacked.resolve(entry.path("Layers").path(i).asText()))
          .hasBinaryContent(archive.image().layers().get(i).stored());
    }
  }

  @ParameterizedTest
  @EnumSource
  void tarUnpacksEachDialect(TarDialect dialect) throws Exception {
    // A name of more than 100 bytes fits into all but the oldest headers, such a link into none.
    String name = dialect == TarDialect.V7 ? "folder/file" : "folder/".repeat(20) + "file";
    boolean longLinks = dialect != TarDialect.V7 && dialect != TarDialect.USTAR;
    String target = longLinks ? name : "short";
    new TarBuilder()
        .dialect(dialect)
        .file(name, "some text")
        .file("short", "some text")
        .symbolicLink("link", target)
        .hardLink("hard", target)
        .prefix("./")
        .file("last", "end")
        .write(directory.resolve("x.tar"));
    assertUnpacks("x.tar", name);
  }

  @Test
  void tarUnpacksGzipAndZstd() throws Exception {
    TarBuilder tar = new TarBuilder().file("file", "some text").file("last", "end");
    tar.writeGzip(directory.resolve("x.tar.gz"));
    tar.writeZstd(directory.resolve("x.tar.zst"));

    assertUnpacks("x.tar.gz", "file");
    assertUnpacks("x.tar.zst", "file");
  }

  private void assertUnpacks(String archive, String name) throws Exception {
    Path unpacked = Files.createDirectories(directory.resolve("unpacked-" + archive));
    Shell.runOrFail(directory, "tar", "-xf", archive, "-C", unpacked.toString());

    assertThat(unpacked.resolve(name)).hasContent("some text");
    assertThat(unpacked.resolve("last")).hasContent("end");
    for (String link : List.of("link", "hard")) {
      if (Files.exists(unpacked.resolve(link))) {
        assertThat(unpacked.resolve(link)).hasContent("some text");
      }
    }
  }
}

package io.github.ocimaven.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Requests;
import io.github.ocimaven.document.Finding;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.testing.image.DockerArchiveBuilder;
import io.github.ocimaven.testing.image.DockerArchiveStyle;
import io.github.ocimaven.testing.image.TarBuilder;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenDockerArchive;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sources that contain more than a layout of one image. */
class ArchiveValidationTest {

  @TempDir Path directory;

  private DockerArchiveBuilder archive() {
    return TestImages.dockerArchive(directory.resolve("image.tar"));
  }

  private ValidationReport validate(String source, @Nullable String reference) {
    return Validator.validate(Requests.source(directory, source, reference), SourceListener.NONE);
  }

  private static List<String> places(ValidationReport report) {
    return report.findings().stream()
        .filter(Finding::isError)
        .map(finding -> finding.rule() + " " + finding.file())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void acceptsWhatEachToolWrites(DockerArchiveStyle style) throws IOException {
    archive().style(style).layer("base").layer("app").write();

    ValidationReport report = validate("image.tar", null);

    assertThat(report.findings()).isEmpty();
    assertThat(report.blobs()).isEqualTo(3);
    assertThat(directory.resolve("work")).doesNotExist(); // nothing is compressed
  }

  @Test
  void readsAllImagesOfAnArchive() throws IOException {
    WrittenDockerArchive written =
        archive()
            .repoTags("localhost/one:1")
            .layer("base")
            .layer("one")
            .nextImage()
            .repoTags("localhost/two:1")
            .layer("base")
            .layer("two")
            .write();
    String one = written.images().get(0).layers().get(1).path();
    String two = written.images().get(1).layers().get(1).path();
    written
        .entries()
        .replace(one, tar -> tar.file(one, "no layer"))
        .replace(two, tar -> tar.file(two, "no layer either"))
        .write(directory.resolve("image.tar"));

    assertThat(places(validate("image.tar", null))).containsExactly("D5 " + one, "D5 " + two);
    assertThat(places(validate("image.tar", "localhost/two:1"))).containsExactly("D5 " + two);
  }

  @Test
  void findsAWrongLayerBehindAWrongConfig() throws IOException {
    WrittenDockerArchive written = archive().layer("base").write();
    String layer = written.image().layers().get(0).path();
    String config = written.image().configPath();
    String json = new String(written.image().configBytes(), StandardCharsets.UTF_8);
    written
        .entries()
        .replace(layer, tar -> tar.file(layer, "no layer"))
        .replace(config, json.replaceFirst("(\"created\"\\s*:\\s*)\"[^\"]*\"", "$1\"yesterday\""))
        .write(directory.resolve("image.tar"));

    ValidationReport report = validate("image.tar", null);

    assertThat(places(report)).containsExactlyInAnyOrder("C6 " + config, "D5 " + layer);
    assertThat(report.blobs()).isEqualTo(2);
    assertThat(report.errorCount()).isEqualTo(2);
  }

  @Test
  void checksTheOtherImagesWhereOneCannotBeRead() throws IOException {
    WrittenDockerArchive written =
        archive()
            .repoTags("localhost/one:1")
            .layer("one")
            .nextImage()
            .repoTags("localhost/two:1")
            .layer("two")
            .write();
    String one = written.images().get(0).layers().get(0).path();
    String two = written.images().get(1).layers().get(0).path();
    written
        .entries()
        .without(one)
        .replace(two, tar -> tar.file(two, "no layer"))
        .write(directory.resolve("image.tar"));

    assertThat(places(validate("image.tar", null)))
        .containsExactlyInAnyOrder("S3 " + one, "D5 " + two);
  }

  @Test
  void unpacksCompressedLayersOfAnArchive() throws IOException {
    WrittenDockerArchive written = archive().style(DockerArchiveStyle.JIB).gzipLayer("app").write();
    String layer = written.image().layers().get(0).path();
    byte[] whole = TarBuilder.gzip(written.image().layers().get(0).tar());
    byte[] other = TarBuilder.gzip(DockerArchiveBuilder.layerTar("other"));

    written
        .entries()
        .replace(layer, tar -> tar.file(layer, Arrays.copyOf(whole, whole.length - 20)))
        .write(directory.resolve("cut.tar"));
    written
        .entries()
        .replace(layer, tar -> tar.file(layer, other))
        .write(directory.resolve("other.tar"));

    assertThat(places(validate("cut.tar", null))).containsExactly("Y1 " + layer);
    assertThat(places(validate("other.tar", null))).containsExactly("C3 " + layer);
  }

  @Test
  void readsAllImagesOfALayout() throws IOException {
    WrittenImage one =
        TestImages.layout(directory.resolve("oci")).layer("one").refName("one").write();
    WrittenImage two =
        TestImages.layout(directory.resolve("oci")).layer("two").refName("two").write();
    for (WrittenImage image : List.of(one, two)) {
      Files.writeString(image.blobFile(image.blobDigests().get(1)), "x");
    }

    assertThat(validate("oci", null).errorCount()).isEqualTo(2);
    assertThat(validate("oci", "two").errorCount()).isEqualTo(1);
  }

  @Test
  void unpacksTheLayersOfALayout() throws IOException {
    String wrong = "sha256:" + "0".repeat(64);
    WrittenImage image =
        TestImages.layout(directory.resolve("oci"))
            .layer("base")
            .config("{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + wrong + "\"]}}")
            .write();

    assertThat(validate("oci", null).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo("C3");
              assertThat(finding.file())
                  .isEqualTo("blobs/" + image.blobDigests().get(1).replace(':', '/'));
              assertThat(finding.expected()).startsWith(wrong);
            });
  }

  @Test
  void readsNoConfigOfAnUnknownType() throws IOException {
    byte[] blob = "no tar".getBytes(StandardCharsets.UTF_8);
    TestImages.layout(directory.resolve("oci"))
        .rawLayer("application/vnd.acme.thing", blob)
        .artifactType("application/vnd.acme.thing")
        .write();

    assertThat(validate("oci", null).isValid()).isTrue();
  }
}

package io.github.ocimaven.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.image.DockerArchiveBuilder;
import io.github.ocimaven.testing.image.TarBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives whose documents are wrong or do not fit together. */
class DockerArchiveErrorsTest extends BrokenArchives {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {"null S1", "[] S1", "{} S1", "1 S1", "[null] S1", "[1] S1", "[{}] S1", "[[]] S1"})
  void refusesAManifestWithoutAnImage(String json, String rule) throws IOException {
    assertInvalidManifest(json, rule);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "manifest", "[", "[{]", "[] []", "\"\u0000\""})
  void refusesAManifestThatIsNotJson(String text) throws IOException {
    assertInvalidManifest(text, "J1", "S1");
  }

  @Test
  void refusesAManifestThatIsNotUtf8() throws IOException {
    byte[] bytes =
        archive
            .manifestJson()
            .replace("RepoTags", "Repo\u00e4")
            .getBytes(StandardCharsets.ISO_8859_1);

    assertInvalid(archive.entries().replace(MANIFEST, tar -> tar.file(MANIFEST, bytes)), "J1");
  }

  @Test
  void refusesAManifestThatIsTooLarge() throws IOException {
    assertInvalidManifest(archive.manifestJson() + " ".repeat(4 * 1024 * 1024), "H2");
  }

  @Test
  void refusesAManifestThatIsNestedTooDeep() throws IOException {
    assertInvalidManifest("[".repeat(100_000), "J1");
  }

  @Test
  void refusesNamesThatStandTwice() throws IOException {
    assertInvalidManifest(
        archive.manifestJson().replace("\"Layers\"", "\"Config\":\"x\",\"Layers\""), "J2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "\"x\"", "{}", "[1]", "[null]", "[[]]"})
  void refusesLayersOfAnotherType(String layers) throws IOException {
    assertInvalidManifest(manifest(layers), "S1", "S3");
  }

  @Test
  void refusesRepoTagsOfAnotherType() throws IOException {
    assertInvalidManifest(archive.manifestJson().replaceFirst("\\[\"example[^]]*]", "1"), "S1");
  }

  @Test
  void refusesAnImageWithoutAConfig() throws IOException {
    assertInvalidManifest(manifest("[]").replace("Config", "config"), "S1");
  }

  /** The shape of {@code imgpkg copy --to-tar}, 240e8789. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ImageIndex\":{\"Refs\":[\"r/app@sha256:0\"],\"Images\":[],\"Raw\":\"{}\"},\"Image\":null}",
        "{\"ImageIndex\":null,\"Image\":{\"Refs\":[\"r/app@sha256:0\"],\"Layers\":[],\"Config\":{}}}",
      })
  void saysThatImgpkgsTarIsAnotherFormat(String image) throws IOException {
    assertInvalidManifest("[" + image + "]", "S1");
    assertThatThrownBy(this::open)
        .hasMessageContaining(
            "S1 manifest.json at /0: an image in the format of imgpkg (imgpkg copy --to-tar);"
                + " expected an image as docker save lists it; 'imgpkg copy --tar' pushes this"
                + " file");
  }

  @Test
  void refusesAConfigThatIsMissing() throws IOException {
    assertInvalid(archive.entries().without(config), "S1");
  }

  @Test
  void refusesAConfigThatIsNotJson() throws IOException {
    assertInvalid(archive.entries().replace(config, "config"), "J1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"rootfs\":{\"type\":\"layers\"}}",
        "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[1,2]}}",
        "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"x\",\"y\"]}}"
      })
  void refusesAConfigWithoutDiffIds(String json) throws IOException {
    assertInvalid(archive.entries().replace(config, json), "C1", "C2", "C3", "S3");
  }

  @Test
  void refusesMoreLayersThanDiffIds() throws IOException {
    assertInvalidManifest(manifest("[\"%s\",\"%s\",\"%s\"]".formatted(base, app, base)), "S3");
  }

  @Test
  void refusesFewerLayersThanDiffIds() throws IOException {
    assertInvalidManifest(manifest("[\"%s\"]".formatted(base)), "S3");
  }

  @Test
  void refusesOnePathForTwoDiffIds() throws IOException {
    assertInvalidManifest(manifest("[\"%s\",\"%s\"]".formatted(base, base)), "S4", "C3");
  }

  @Test
  void refusesLayersInAnotherOrderThanTheirDiffIds() throws IOException {
    assertInvalidManifest(manifest("[\"%s\",\"%s\"]".formatted(app, base)), "C3");
  }

  @Test
  void refusesOneLayerForTwoDiffIdsBehindALink() throws IOException {
    assertInvalidLayer(tar -> tar.symbolicLink(app, base), "S4", "C3");
  }

  @Test
  void refusesALayerThatIsMissing() throws IOException {
    assertInvalid(archive.entries().without(app), "S1", "S3");
  }

  @Test
  void refusesALayerThatIsAFolder() throws IOException {
    assertInvalidLayer(tar -> tar.directory(app).file(app + "/x", "x"), "H1");
  }

  @ParameterizedTest
  @ValueSource(chars = {'3', '4', '6'})
  void refusesALayerThatIsADevice(char type) throws IOException {
    assertInvalidLayer(tar -> tar.special(app, type), "H1");
  }

  /** It is read for its hash anyway; a registry would accept it, but no client could unpack it. */
  @Test
  void refusesAGzipLayerThatEndsEarly() throws IOException {
    byte[] gzip = TarBuilder.gzip(archive.image().layers().get(1).tar());

    assertInvalidLayer(
        tar -> tar.file(app, Arrays.copyOf(gzip, gzip.length - 9)), "C3", "H1", "H3", "S6");
  }

  @Test
  void refusesAGzipLayerOfAnotherDiffId() throws IOException {
    byte[] gzip = TarBuilder.gzip(archive.image().layers().get(0).tar());

    assertInvalidLayer(tar -> tar.file(app, gzip), "C3");
  }

  @Test
  void refusesAPlainLayerOfAnotherDiffId() throws IOException {
    assertInvalidLayer(tar -> tar.file(app, "no layer"), "C3", "Y1");
  }

  @Test
  void namesTheLayerThatIsThereInstead() throws IOException {
    byte[] other = DockerArchiveBuilder.layerTar("other");
    archive.entries().replace(app, tar -> tar.file(app, other)).write(project.resolve(TAR));

    assertThatThrownBy(this::open)
        .hasMessageContaining(
            "C3 " + app + ": a tar with " + Digests.sha256(other) + "; expected sha256:");
  }

  @Test
  void reportsAllErrorsAtOnce() throws IOException {
    archive.entries().without(base).without(app).write(project.resolve(TAR));

    assertThatThrownBy(this::open).hasMessageContainingAll("2 errors", base, app);
  }
}

package io.github.ocimaven.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.testing.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links in archives, which must not lead outside. */
class DockerArchiveLinksTest extends BrokenArchives {

  @Test
  void refusesALinkToItself() throws IOException {
    assertInvalidLayer(tar -> tar.symbolicLink(app, app), "S5");
  }

  @Test
  void refusesAHardLinkToItself() throws IOException {
    assertInvalidLayer(tar -> tar.hardLink(app, app), "S5");
  }

  @Test
  void refusesLinksInACircle() throws IOException {
    assertInvalidLayer(
        tar ->
            tar.symbolicLink(app, "circle/1")
                .symbolicLink("circle/1", "2")
                .hardLink("circle/2", app),
        "S5");
  }

  @Test
  void followsAShortChainOfLinks() throws IOException {
    byte[] layer = archive.image().layers().get(1).tar();
    archive
        .entries()
        .replace(
            app,
            tar ->
                tar.symbolicLink(app, "./a//b/../one")
                    .hardLink("a/one", "a/deep/two")
                    .symbolicLink("a/deep/two", "../../three")
                    .file("three", layer))
        .write(project.resolve(TAR));

    assertThat(open().imageId()).hasToString(archive.image().configDigest());
  }

  @Slow
  @Test
  void survivesAnEndlessChainOfLinks() throws IOException {
    assertInvalidLayer(
        tar -> {
          tar.symbolicLink(app, "0");
          for (int i = 0; i < 20_000; i++) {
            tar.symbolicLink(String.valueOf(i), String.valueOf(i + 1));
          }
        },
        "S5");
  }

  @Test
  void refusesALinkToNothing() throws IOException {
    assertInvalidLayer(tar -> tar.symbolicLink(app, "nothing"), "S5");
  }

  @Test
  void refusesALinkToAFolder() throws IOException {
    assertInvalidLayer(tar -> tar.symbolicLink(app, "folder").directory("folder"), "S5", "H1");
  }

  /** The right layer is outside: following the link would yield no finding. */
  @ParameterizedTest
  @ValueSource(
      strings = {"secret.tar", "../secret.tar", "a/../../secret.tar", "ABSOLUTE", "/secret.tar"})
  void readsNothingOutsideBehindALink(String target) throws IOException {
    Path secret = project.resolve("secret.tar");
    Files.write(secret, archive.image().layers().get(1).tar());
    String link = target.equals("ABSOLUTE") ? secret.toString() : target;

    assertInvalidLayer(tar -> tar.symbolicLink(app, link), "S5", "H1");
    assertInvalidLayer(tar -> tar.hardLink(app, link), "S5", "H1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret.tar", "../secret.tar", "a/../../secret.tar", "ABSOLUTE"})
  void readsNothingOutsideThatTheManifestNames(String name) throws IOException {
    Path secret = project.resolve("secret.tar");
    Files.write(secret, archive.image().layers().get(1).tar());
    String path = name.equals("ABSOLUTE") ? secret.toString() : name;

    assertInvalidManifest(
        manifest("[\"%s\",\"%s\"]".formatted(base, path)), "S1", "S3", "S5", "H1");
  }

  /** Without its way out of the archive, the link would lead to the right layer. */
  @ParameterizedTest
  @ValueSource(strings = {"/real.tar", "../../real.tar", "a/../../../../real.tar"})
  void refusesALinkThatLeavesTheArchiveAndComesBack(String link) throws IOException {
    byte[] layer = archive.image().layers().get(1).tar();

    assertInvalidLayer(tar -> tar.symbolicLink(app, link).file("real.tar", layer), "S5");
    assertInvalidLayer(tar -> tar.hardLink(app, link).file("real.tar", layer), "S5");
  }

  @Test
  void readsNoConfigOutside() throws IOException {
    Files.write(project.resolve("secret.json"), archive.image().configBytes());

    assertInvalid(
        archive.entries().replace(config, tar -> tar.symbolicLink(config, "../secret.json")),
        "S5",
        "H1");
  }

  @Test
  void readsNoManifestOutside() throws IOException {
    Files.writeString(project.resolve(MANIFEST), archive.manifestJson());

    assertInvalid(
        archive.entries().replace(MANIFEST, tar -> tar.symbolicLink(MANIFEST, "../" + MANIFEST)),
        "S1",
        "S5",
        "H1");
  }

  @Test
  void doesNotCareForEntriesThatTheImageDoesNotNeed() throws IOException {
    archive
        .entries()
        .file("../escape", "x")
        .file("/escape", "x")
        .symbolicLink("passwd", "/etc/passwd")
        .special("device", '3')
        .write(project.resolve(TAR));

    assertThat(open().imageId()).hasToString(archive.image().configDigest());
    assertThat(Files.exists(project.resolve("../escape"))).isFalse();
    assertThat(Files.exists(Path.of("/escape"))).isFalse();
  }
}

package io.github.ocimaven.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.document.Finding;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.testing.image.TarBuilder;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenDockerArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A valid archive with two layers, from which tests create invalid ones. */
abstract class BrokenArchives {

  static final String TAR = "image.tar";
  static final String MANIFEST = "manifest.json";

  @TempDir Path project;
  WrittenDockerArchive archive;
  String base;
  String app;
  String config;

  @BeforeEach
  void writeArchive() throws IOException {
    archive = TestImages.dockerArchive(project.resolve(TAR)).layer("base").layer("app").write();
    base = archive.image().layers().get(0).path();
    app = archive.image().layers().get(1).path();
    config = archive.image().configPath();
  }

  final OpenedImage open() throws IOException {
    return OpenedImage.read(Requests.source(project, TAR, null));
  }

  /** Asserts that there are errors, all of them of the given rules. */
  final void assertInvalid(TarBuilder entries, String... rules) throws IOException {
    entries.write(project.resolve(TAR));

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            InvalidImageException.class,
            e ->
                assertThat(e.findings())
                    .filteredOn(Finding::isError)
                    .extracting(Finding::rule)
                    .isNotEmpty()
                    .isSubsetOf(rules))
        .hasMessageContaining(TAR);
    assertThat(OpenedImage.filesBelow(project.resolve("work")).keySet())
        .allSatisfy(file -> assertThat(file.getFileName().toString()).doesNotContain(".tmp"));
  }

  final void assertInvalidManifest(String json, String... rules) throws IOException {
    assertInvalid(archive.entries().replace(MANIFEST, json), rules);
  }

  /** Asserts that a layer is rejected if something else is in its place. */
  final void assertInvalidLayer(Consumer<TarBuilder> others, String... rules) throws IOException {
    assertInvalid(archive.entries().replace(app, others), rules);
  }

  final String manifest(String layers) {
    return "[{\"Config\":\"" + config + "\",\"RepoTags\":[\"x:1\"],\"Layers\":" + layers + "}]";
  }
}

package io.github.ocimaven.source;

import static io.github.ocimaven.source.ExpectedManifest.assertIs;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.model.ImageFormat;
import io.github.ocimaven.testing.Slow;
import io.github.ocimaven.testing.image.DockerArchiveBuilder;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenDockerArchive;
import io.github.ocimaven.testing.image.WrittenDockerImage;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the images of a docker-save archive is pushed. */
class DockerArchiveReferenceTest {

  @TempDir private Path project;

  private DockerArchiveBuilder archive() {
    return TestImages.dockerArchive(project.resolve("image.tar"));
  }

  private OpenedImage open(@Nullable String reference) throws IOException {
    return OpenedImage.read(Requests.source(project, "image.tar", reference));
  }

  @Test
  void needsNoNameForTheOnlyImageWithAnEmptyList() throws IOException {
    assertNeedsNoName(archive().repoTags());
  }

  @Test
  void needsNoNameForTheOnlyImageWithNull() throws IOException {
    assertNeedsNoName(archive().repoTagsNull());
  }

  @Test
  void needsNoNameForTheOnlyImageWithoutTheField() throws IOException {
    assertNeedsNoName(archive().repoTagsMissing());
  }

  private void assertNeedsNoName(DockerArchiveBuilder builder) throws IOException {
    WrittenDockerArchive written = builder.layer("app").write();

    assertIs(open(null), written.image(), ImageFormat.DOCKER);
  }

  private WrittenDockerArchive twoImages() throws IOException {
    return archive()
        .repoTags("localhost/one:1", "localhost/one:latest")
        .layer("base")
        .layer("one")
        .nextImage()
        .repoTags("localhost/two:1")
        .layer("base")
        .layer("two")
        .write();
  }

  @Test
  void choosesAnImageByRepoTag() throws IOException {
    WrittenDockerArchive written = twoImages();

    assertIs(open("localhost/two:1"), written.images().get(1), ImageFormat.DOCKER);
    assertIs(open("localhost/one:1"), written.images().get(0), ImageFormat.DOCKER);
    assertIs(open("localhost/one:latest"), written.images().get(0), ImageFormat.DOCKER);
  }

  @Slow
  @Test
  void choosesAnImageByItsId() throws IOException {
    WrittenDockerImage second = twoImages().images().get(1);

    assertIs(open(second.configDigest()), second, ImageFormat.DOCKER);
  }

  @Test
  void asksWhichOfSeveralImagesIsMeant() throws IOException {
    twoImages();

    assertThatThrownBy(() -> open(null))
        .isInstanceOf(SourceReferenceException.class)
        .hasMessageContainingAll(
            "it contains several images", "localhost/one:1", "localhost/two:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost/three:1", "wo:1", "localhost/two", "1", ""})
  void saysWhatImagesThereAre(String reference) throws IOException {
    twoImages();

    assertThatThrownBy(() -> open(reference))
        .isInstanceOf(SourceReferenceException.class)
        .hasMessageContainingAll("'" + reference + "'", "localhost/one:1", "localhost/two:1");
  }

  @Test
  void refusesTheNameOfAnotherImageAlsoForTheOnlyOne() throws IOException {
    archive().layer("app").write();

    assertThatThrownBy(() -> open("example.com/app:2.0"))
        .isInstanceOf(SourceReferenceException.class)
        .hasMessageContaining("example.com/app:1.0");
  }
}

package io.github.ocimaven.source.saved;

import static io.github.ocimaven.source.ExpectedManifest.assertIs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.model.ImageFormat;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.NotAnImageException;
import io.github.ocimaven.source.OpenedImage;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.source.SourceOptions;
import io.github.ocimaven.source.SourceRequest;
import io.github.ocimaven.source.open.ImageSources;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.Slow;
import io.github.ocimaven.testing.image.DockerArchiveBuilder;
import io.github.ocimaven.testing.image.DockerArchiveStyle;
import io.github.ocimaven.testing.image.TarBuilder;
import io.github.ocimaven.testing.image.TarDialect;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenDockerArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives as docker, podman, buildah, skopeo and Jib write them. */
class DockerArchiveTest {

  private static final String TAR = "image.tar";

  @TempDir private Path project;

  private DockerArchiveBuilder archive() {
    return TestImages.dockerArchive(project.resolve(TAR));
  }

  private SourceRequest request() {
    return Requests.source(project, TAR, null);
  }

  private SourceRequest request(ImageFormat format) {
    SourceRequest request = request();
    return request.withOptions(request.options().withImage(List.of(), format));
  }

  private OpenedImage open() throws IOException {
    return OpenedImage.read(request());
  }

  private Map<Path, FileTime> workFiles() throws IOException {
    return OpenedImage.filesBelow(project.resolve("work"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DOCKER_25")
  void readsWhatEachToolWrites(DockerArchiveStyle style) throws IOException {
    WrittenDockerArchive written =
        archive().style(style).layer("base").gzipLayer("app").layer("config").write();

    assertIs(open(), written.image(), ImageFormat.DOCKER);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DOCKER_25")
  void readsALayerThatIsThereTwice(DockerArchiveStyle style) throws IOException {
    WrittenDockerArchive written =
        archive().style(style).layer("base").layer("app").layer("base").write();

    OpenedImage opened = open();
    assertIs(opened, written.image(), ImageFormat.DOCKER);
    assertThat(opened.layers().get(0)).isEqualTo(opened.layers().get(2));
  }

  @Test
  void hasTheOciFormThatTheOtherFormatWouldMake() throws IOException {
    archive().layer("base").gzipLayer("app").zstdLayer("config").write();

    try (ImageSource docker = ImageSources.open(request(), SourceListener.NONE);
        ImageSource oci = ImageSources.open(request(ImageFormat.OCI), SourceListener.NONE)) {
      Manifest form = docker.ociForm().orElseThrow();

      assertThat(form.mediaType()).isEqualTo(oci.root().mediaType());
      assertThat(form.digest()).isEqualTo(oci.root().digest());
      assertThat(oci.ociForm()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesAManifestOfTheFormatThatIsAskedFor(ImageFormat format) throws IOException {
    WrittenDockerArchive written =
        archive().layer("base").gzipLayer("app").zstdLayer("config").write();

    assertIs(OpenedImage.read(request(format)), written.image(), format);
    assertThat(OpenedImage.read(request(format)).manifest().mediaType())
        .isEqualTo(format.manifest());
  }

  @Test
  void makesTheManifestThatJibReports() throws IOException {
    WrittenDockerArchive written =
        archive().style(DockerArchiveStyle.JIB).gzipLayer("base").gzipLayer("app").write();

    assertIs(open(), written.image(), ImageFormat.DOCKER);
    assertThat(workFiles()).isEmpty();
  }

  @Test
  void readsAnImageWithoutLayers() throws IOException {
    WrittenDockerArchive written = archive().write();

    assertIs(open(), written.image(), ImageFormat.DOCKER);
  }

  @Test
  void takesTheOciLayoutWhereThereAreBoth() throws IOException {
    WrittenDockerArchive written =
        archive().style(DockerArchiveStyle.DOCKER_25).layer("base").gzipLayer("app").write();

    assertThat(open().manifest().bytes()).isEqualTo(written.image().ociManifest());
    assertThat(workFiles()).isEmpty();
  }

  @Test
  void compressesNothingTwice() throws IOException {
    archive().layer("base ".repeat(100_000)).layer("app").layer("app").write();

    OpenedImage first = open();
    Map<Path, FileTime> spool = workFiles();
    OpenedImage second = open();

    assertThat(spool).isNotEmpty();
    assertThat(workFiles()).isEqualTo(spool);
    assertThat(second.manifest().digest()).isEqualTo(first.manifest().digest());
  }

  @Test
  void compressesAgainWhereTheSpoolIsBroken() throws IOException {
    archive().layer("base").layer("app").write();
    OpenedImage first = open();
    for (Path file : workFiles().keySet()) {
      Files.writeString(file, "broken");
    }

    assertThat(open().manifest().digest()).isEqualTo(first.manifest().digest());
  }

  @Slow
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void compressesAlikeWhateverTheParallelism(int parallelism) throws IOException {
    WrittenDockerArchive written =
        archive().layer("1").layer("2").layer("3").gzipLayer("4").layer("5").write();
    OpenedImage reference = open();
    SourceRequest other =
        new SourceRequest(
            project,
            project,
            project.resolve("other-work"),
            TAR,
            null,
            SourceOptions.defaults(parallelism));

    OpenedImage opened = OpenedImage.read(other);
    assertIs(opened, written.image(), ImageFormat.DOCKER);
    assertThat(opened.manifest().digest()).isEqualTo(reference.manifest().digest());
  }

  @Test
  void leavesNothingButCompressedLayersInTheWorkDirectory() throws IOException {
    WrittenDockerArchive written = archive().layer("base").layer("app").gzipLayer("config").write();
    OpenedImage opened = open();

    List<String> digests = new ArrayList<>();
    for (Path file : workFiles().keySet()) {
      digests.add(Digests.sha256(file));
    }
    assertThat(digests)
        .doesNotHaveDuplicates()
        .contains(Digests.sha256(opened.layers().get(0)), Digests.sha256(opened.layers().get(1)))
        .doesNotContain(
            Digests.sha256(opened.layers().get(2)),
            written.image().diffIds().get(0),
            written.image().diffIds().get(1),
            written.image().diffIds().get(2));
    assertThat(workFiles().keySet())
        .allSatisfy(
            file -> assertThat(file.getFileName().toString()).doesNotContain(".tmp", ".part"));
    assertThat(OpenedImage.filesBelow(project).keySet())
        .filteredOn(file -> !file.startsWith(project.resolve("work")))
        .containsExactly(project.resolve(TAR));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void readsTheEntriesInAnyOrder(long seed) throws IOException {
    WrittenDockerArchive written =
        archive().style(DockerArchiveStyle.LEGACY).layer("a").layer("b").layer("a").write();
    written.entries().shuffled(seed).write(written.tar());

    assertIs(open(), written.image(), ImageFormat.DOCKER);
  }

  @ParameterizedTest
  @EnumSource(DockerArchiveStyle.class)
  void readsNamesBehindADotAndASlash(DockerArchiveStyle style) throws IOException {
    WrittenDockerArchive written = archive().style(style).layer("base").gzipLayer("app").write();
    written.entries().prefix("./").write(written.tar());

    assertThat(open().imageId()).hasToString(written.image().configDigest());
  }

  @ParameterizedTest
  @EnumSource(TarDialect.class)
  void readsEachTarDialect(TarDialect dialect) throws IOException {
    WrittenDockerArchive written =
        archive().style(DockerArchiveStyle.LEGACY).layer("base").gzipLayer("app").write();
    written.entries().withoutDirectories().dialect(dialect).write(written.tar());

    assertIs(open(), written.image(), ImageFormat.DOCKER);
  }

  @Test
  void readsBehindThePrefixForItAndForNothingElse() throws IOException {
    WrittenDockerArchive written = archive().gzipLayer("app").write();
    new TarBuilder().file("README", "hello").write(project.resolve("other.tar"));

    assertIs(
        OpenedImage.read(Requests.source(project, "docker-archive:" + TAR, null)),
        written.image(),
        ImageFormat.DOCKER);
    for (String source : List.of("oci-archive:" + TAR, "docker-archive:other.tar", "other.tar")) {
      assertThatThrownBy(() -> OpenedImage.read(Requests.source(project, source, null)))
          .isInstanceOf(NotAnImageException.class)
          .hasMessageContaining(source.substring(source.indexOf(':') + 1));
    }
  }
}

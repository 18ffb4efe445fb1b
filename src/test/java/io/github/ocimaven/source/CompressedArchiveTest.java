package io.github.ocimaven.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.model.Compression;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.source.files.CompressedTar;
import io.github.ocimaven.source.open.ImageSources;
import io.github.ocimaven.testing.Slow;
import io.github.ocimaven.testing.image.DockerArchiveStyle;
import io.github.ocimaven.testing.image.TarBuilder;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenDockerArchive;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole archives compressed with gzip or zstd, which are unpacked while they are open. */
class CompressedArchiveTest {

  private static final String ARCHIVE = "image.archive";

  @TempDir private Path project;
  private WrittenImage image;
  private byte[] tar;

  private enum Kind {
    GZIP,
    ZSTD;

    byte[] compress(byte[] plain) throws IOException {
      return this == GZIP ? TarBuilder.gzip(plain) : TarBuilder.zstd(plain);
    }
  }

  @BeforeEach
  void writeLayout() throws IOException {
    image = TestImages.layout(project.resolve("layout")).layer("base").randomLayer(9999, 1).write();
    tar = new TarBuilder().directoryTree(image.directory()).bytes();
  }

  private OpenedImage open(byte[] archive) throws IOException {
    Files.write(project.resolve(ARCHIVE), archive);
    return OpenedImage.read(Requests.source(project, ARCHIVE, null));
  }

  private Set<Path> workFiles() throws IOException {
    return OpenedImage.filesBelow(project.resolve("work")).keySet();
  }

  private void assertRefused(byte[] archive) throws IOException {
    assertThatThrownBy(() -> open(archive))
        .isInstanceOf(NotAnImageException.class)
        .hasMessageContaining(ARCHIVE);
    assertThat(workFiles()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void readsTheSameImageAsFromThePlainTar(Kind kind) throws IOException {
    assertThat(open(kind.compress(tar)).manifest().bytes()).isEqualTo(image.manifestBytes());
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingBehind(Kind kind) throws IOException {
    open(kind.compress(tar));

    assertThat(workFiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.tar.gz", "a.tgz", "a.tar.zst", "a.tar", "a"})
  void looksAtTheFirstBytesAndNotAtTheName(String name) throws IOException {
    for (Kind kind : Kind.values()) {
      Files.write(project.resolve(name), kind.compress(tar));

      assertThat(OpenedImage.read(Requests.source(project, name, null)).imageId())
          .hasToString(image.configDigest());
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsBehindThePrefixForArchives(Kind kind) throws IOException {
    Files.write(project.resolve(ARCHIVE), kind.compress(tar));

    SourceRequest request = Requests.source(project, "oci-archive:" + ARCHIVE, null);
    assertThat(OpenedImage.read(request).imageId()).hasToString(image.configDigest());
  }

  @ParameterizedTest
  @EnumSource
  void findsItWhereJibWrites(Kind kind) throws IOException {
    Files.createDirectories(project.resolve("target"));
    Files.write(project.resolve("target/jib-image.tar"), kind.compress(tar));

    assertThat(OpenedImage.read(Requests.source(project, null, null)).imageId())
        .hasToString(image.configDigest());
  }

  @ParameterizedTest
  @EnumSource
  void readsTwoSourcesOfOneWorkDirectoryAtOnce(Kind kind) throws IOException {
    Files.write(project.resolve("one"), kind.compress(tar));
    Files.write(project.resolve("two"), kind.compress(tar));

    try (ImageSource one =
        ImageSources.open(Requests.source(project, "one", null), SourceListener.NONE)) {
      OpenedImage two = OpenedImage.read(Requests.source(project, "two", null));
      assertThat(two.manifest().digest()).isEqualTo(one.root().digest());
      assertThat(OpenedImage.read(Requests.source(project, "one", null)).manifest().digest())
          .isEqualTo(one.root().digest());
      Content stillThere = one.content(one.root(), one.findings()).orElseThrow();
      try (InputStream in = stillThere.open()) {
        assertThat(in).hasBinaryContent(image.manifestBytes());
      }
    }
    assertThat(workFiles()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void readsADockerArchiveAndKeepsOnlyItsCompressedLayers(Kind kind) throws IOException {
    WrittenDockerArchive written =
        TestImages.dockerArchive(project.resolve("docker.tar")).layer("base").layer("app").write();
    OpenedImage plain = OpenedImage.read(Requests.source(project, "docker.tar", null));
    Set<Path> spool = workFiles();

    OpenedImage opened = open(kind.compress(written.entries().bytes()));
    assertThat(opened.manifest().digest()).isEqualTo(plain.manifest().digest());
    assertThat(opened.imageId()).hasToString(written.image().configDigest());
    assertThat(workFiles()).isEqualTo(spool);
  }

  @ParameterizedTest
  @EnumSource
  void readsADockerArchiveWithCompressedLayersAndKeepsNothing(Kind kind) throws IOException {
    WrittenDockerArchive written =
        TestImages.dockerArchive(project.resolve("docker.tar"))
            .style(DockerArchiveStyle.JIB)
            .gzipLayer("base")
            .write();

    assertThat(open(kind.compress(written.entries().bytes())).layers())
        .containsExactly(written.image().layers().get(0).stored());
    assertThat(workFiles()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void readsSeveralFramesInARow(Kind kind) throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int start = 0; start < tar.length; start += 1000) {
      frames.write(
          kind.compress(Arrays.copyOfRange(tar, start, Math.min(start + 1000, tar.length))));
    }

    assertThat(open(frames.toByteArray()).imageId()).hasToString(image.configDigest());
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnArchiveThatEndsEarly(Kind kind) throws IOException {
    byte[] whole = kind.compress(tar);

    for (int length = 4; length < whole.length; length += 97) {
      assertRefused(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void saysSoInWords() throws IOException {
    byte[] whole = Kind.GZIP.compress(tar);
    assertThatThrownBy(() -> open(Arrays.copyOf(whole, whole.length / 2)))
        .hasMessageContaining("decompressing it (gzip) failed: it ends early; check that")
        .hasMessageNotContaining("Exception");
  }

  @Test
  void refusesAGzipStreamWithAWrongChecksum() throws IOException {
    byte[] bytes = Kind.GZIP.compress(tar);
    bytes[bytes.length - 5] ^= 1;

    assertRefused(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsNoTar(Kind kind) throws IOException {
    assertRefused(kind.compress(new byte[0]));
    assertRefused(kind.compress("hello ".repeat(1000).getBytes(StandardCharsets.UTF_8)));
    assertRefused(kind.compress(new TarBuilder().file("README", "hello").bytes()));
  }

  /** All of it would be decompressed before it is inspected. */
  @ParameterizedTest
  @EnumSource
  void refusesWhatIsNoTarByItsFirstBytes(Kind kind) throws IOException {
    byte[] cut = kind.compress("hello ".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    cut[cut.length - 5] ^= 1;

    assertThatThrownBy(() -> open(cut))
        .isInstanceOf(NotAnImageException.class)
        .hasMessageContaining("it is not a tar");
  }

  @Slow
  @ParameterizedTest
  @EnumSource
  void stopsWhenTheThreadIsInterrupted(Kind kind) throws IOException {
    byte[] large = new TarBuilder().file("zeros", new byte[50_000_000]).bytes();
    Files.write(project.resolve(ARCHIVE), kind.compress(large));
    SourceRequest request = Requests.source(project, ARCHIVE, null);
    SourceListener interrupting =
        new SourceListener() {
          @Override
          public void decompressing(String source, long bytes) {
            Thread.currentThread().interrupt();
          }
        };

    assertThatThrownBy(() -> ImageSources.open(request, interrupting).close())
        .isInstanceOf(PushInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(workFiles()).isEmpty();
  }

  @Test
  void stopsWhenTheThreadIsInterruptedBeforeItBegins() throws IOException {
    Files.write(project.resolve(ARCHIVE), tar);
    SourceRequest request = Requests.source(project, ARCHIVE, null);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> ImageSources.open(request, SourceListener.NONE).close())
        .isInstanceOf(PushInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** While a few bytes decompress to many buffers, no file is read that could fail. */
  @Slow
  @ParameterizedTest
  @EnumSource
  void stopsWhenTheThreadIsInterruptedMeanwhile(Kind kind) throws IOException {
    byte[] large = new TarBuilder().file("zeros", new byte[100_000_000]).bytes();
    Path archive = Files.write(project.resolve(ARCHIVE), kind.compress(large));
    Thread caller = Thread.currentThread();
    Thread watcher =
        new Thread(
            () -> {
              while (!hasGrown(project.resolve("work"))) {
                Thread.onSpinWait();
              }
              caller.interrupt();
            });
    watcher.setDaemon(true);
    watcher.start();

    assertThatThrownBy(
            () ->
                CompressedTar.decompress(
                    ARCHIVE, archive, Compression.valueOf(kind.name()), project.resolve("work")))
        .isInstanceOf(PushInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(workFiles()).isEmpty();
  }

  private static boolean hasGrown(Path work) {
    File[] files = work.toFile().listFiles();
    return files != null && Stream.of(files).anyMatch(file -> file.length() > 0);
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnArchiveThatIsCompressedTwice(Kind kind) throws IOException {
    assertRefused(kind.compress(kind.compress(tar)));
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingBehindWhereTheImageIsNotValid(Kind kind) throws IOException {
    TarBuilder broken = new TarBuilder().directoryTree(image.directory());

    assertFails(
        kind.compress(broken.replace("index.json", "[]").bytes()), InvalidImageException.class);
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingBehindWhereTheReferenceIsMissing(Kind kind) throws IOException {
    TestImages.layout(project.resolve("layout")).layer("other").refName("other").write();
    TarBuilder two = new TarBuilder().directoryTree(image.directory());

    assertFails(kind.compress(two.bytes()), SourceReferenceException.class);
  }

  private void assertFails(byte[] archive, Class<? extends PushException> type) throws IOException {
    assertThatThrownBy(() -> open(archive)).isInstanceOf(type).hasMessageContaining(ARCHIVE);
    assertThat(workFiles()).isEmpty();
  }
}

package io.github.ocimaven.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.document.Finding;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.testing.Slow;
import io.github.ocimaven.testing.image.DockerArchiveStyle;
import io.github.ocimaven.testing.image.TarBuilder;
import io.github.ocimaven.testing.image.TarDialect;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tars as different programs write them, truncated, or with false headers. */
class TarVariantsTest {

  private static final String TAR = "image.tar";

  @TempDir private Path project;
  private WrittenImage image;

  @BeforeEach
  void writeLayout() throws IOException {
    image = TestImages.layout(project.resolve("layout")).layer("base").layer("app").write();
  }

  private TarBuilder layout() throws IOException {
    return new TarBuilder().directoryTree(image.directory());
  }

  private OpenedImage open(TarBuilder tar) throws IOException {
    tar.write(project.resolve(TAR));
    return OpenedImage.read(request());
  }

  private SourceRequest request() {
    return Requests.source(project, TAR, null);
  }

  private String configPath() {
    return "blobs/" + image.configDigest().replace(':', '/');
  }

  private void assertReads(TarBuilder tar) throws IOException {
    assertThat(open(tar).manifest().bytes()).isEqualTo(image.manifestBytes());
  }

  /** The archives to truncate or falsify: each kind is read in another way. */
  private enum Kind {
    OCI_LAYOUT,
    DOCKER_SAVE
  }

  private TarBuilder archive(Kind kind) throws IOException {
    return kind == Kind.OCI_LAYOUT
        ? layout()
        : TestImages.dockerArchive(project.resolve(TAR))
            .style(DockerArchiveStyle.LEGACY)
            .layer("base")
            .layer("app")
            .layer("base")
            .write()
            .entries();
  }

  @ParameterizedTest
  @EnumSource
  void readsEachDialect(TarDialect dialect) throws IOException {
    assertReads(layout().dialect(dialect));
  }

  @ParameterizedTest
  @EnumSource
  void readsEachDialectBehindADotAndASlash(TarDialect dialect) throws IOException {
    assertReads(layout().prefix("./").dialect(dialect));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"V7", "USTAR"})
  void readsBesideAFileWithALongName(TarDialect dialect) throws IOException {
    TarBuilder tar = new TarBuilder().file("long/".repeat(60) + "name", "x");
    assertReads(tar.directoryTree(image.directory()).dialect(dialect));
  }

  @Test
  void readsBlobsBeforeTheIndex() throws IOException {
    assertReads(layout());
  }

  @Test
  void readsBlobsBehindTheIndex() throws IOException {
    assertReads(layout().reversed());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void readsEntriesInAnyOrder(long seed) throws IOException {
    assertReads(layout().shuffled(seed));
  }

  @Test
  void readsATarWithoutFolders() throws IOException {
    assertReads(layout().withoutDirectories());
  }

  @Test
  void readsATarWithAnEntryForItsRoot() throws IOException {
    assertReads(new TarBuilder().directory(".").directoryTree(image.directory()));
  }

  @Test
  void readsATarThatEndsWithItsLastEntry() throws IOException {
    assertReads(layout().withoutEndMarker());
  }

  @Test
  void takesTheLastOfTwoEntriesOfAName() throws IOException {
    TarBuilder tar = new TarBuilder().file("index.json", "{}").file("oci-layout", "{}");
    assertReads(tar.directoryTree(image.directory()));
  }

  /** At every block, and in each header at another byte. */
  @ParameterizedTest
  @EnumSource
  void readsOrRefusesATarThatEndsAnywhere(Kind kind) throws IOException {
    TarBuilder tar = archive(kind);
    Optional<OpenedImage> whole = Optional.of(open(tar));
    byte[] bytes = tar.bytes();

    for (int block = 0; block < bytes.length; block += 512) {
      for (int length : new int[] {block, Math.min(block + 1 + block / 512 % 511, bytes.length)}) {
        assertReadsOrRefuses(Arrays.copyOf(bytes, length), whole, "cut to " + length + " bytes");
      }
    }
  }

  @Slow
  @ParameterizedTest
  @EnumSource
  void readsOrRefusesATarWhoseHeadersLie(Kind kind) throws IOException {
    TarBuilder tar = archive(kind);
    Optional<OpenedImage> whole = Optional.of(open(tar));
    for (TarDialect dialect : List.of(TarDialect.USTAR, TarDialect.GNU, TarDialect.PAX)) {
      for (String name : tar.names()) {
        for (long lie : lies(tar, name).toArray()) {
          TarBuilder lying = new TarBuilder().dialect(dialect);
          tar.forEachEntry(
              entry -> lying.add(entry.name().equals(name) ? entry.stating(lie) : entry));
          assertReadsOrRefuses(
              lying.bytes(), whole, dialect + " with " + name + " of " + lie + " bytes");
        }
      }
    }
  }

  private static LongStream lies(TarBuilder tar, String name) {
    long size = tar.size(name);
    return LongStream.of(
            0, 1, size - 1, size + 1, size - 512, size + 512, size + 1536, 1L << 33, 1L << 62)
        .filter(lie -> lie >= 0 && lie != size);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, -512, Long.MIN_VALUE, Long.MAX_VALUE})
  void refusesASizeThatNoFileHas(long size) throws IOException {
    layout().lyingFile("file", new byte[512], size).write(project.resolve(TAR));

    assertThatThrownBy(() -> OpenedImage.read(request()))
        .isInstanceOf(NotAnImageException.class)
        .hasMessageContaining(TAR);
  }

  private void assertReadsOrRefuses(byte[] tar, Optional<OpenedImage> whole, String description)
      throws IOException {
    Files.write(project.resolve(TAR), tar);
    try {
      OpenedImage.readUnlessRefused(request())
          .ifPresent(
              opened ->
                  assertThat(opened.manifestText()).isEqualTo(whole.orElseThrow().manifestText()));
    } catch (Throwable e) {
      throw new AssertionError(description, e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", "/outside", "x/../../outside", ".."})
  void doesNotCareForNamesThatLeadOut(String name) throws IOException {
    assertReads(layout().file(name, "x"));
    assertThat(Files.exists(project.resolve("outside"))).isFalse();
    assertThat(Files.exists(Path.of("/outside"))).isFalse();
  }

  /** The right blob is outside: following the link would yield no finding. */
  @ParameterizedTest
  @ValueSource(strings = {"LAYOUT", "../../layout/BLOB", "../../../layout/BLOB"})
  void readsNoBlobOutside(String target) throws IOException {
    String blob = configPath();
    String link =
        target.equals("LAYOUT")
            ? image.blobFile(image.configDigest()).toString()
            : target.replace("BLOB", blob);

    TarBuilder tar = layout().dialect(TarDialect.GNU); // the link may be long
    assertRefusesBlob(tar.replace(blob, other -> other.symbolicLink(blob, link)));
    assertRefusesBlob(tar.replace(blob, other -> other.hardLink(blob, link)));
  }

  @ParameterizedTest
  @ValueSource(chars = {'3', '4', '6'})
  void refusesABlobThatIsADevice(char type) throws IOException {
    String blob = configPath();

    assertRefusesBlob(layout().replace(blob, tar -> tar.special(blob, type)));
  }

  @Test
  void refusesABlobThatIsAFolder() throws IOException {
    String blob = configPath();

    assertRefusesBlob(layout().replace(blob, tar -> tar.directory(blob)));
  }

  private void assertRefusesBlob(TarBuilder tar) {
    assertThatThrownBy(() -> open(tar))
        .isInstanceOfSatisfying(
            InvalidImageException.class,
            e ->
                assertThat(e.findings())
                    .filteredOn(Finding::isError)
                    .extracting(Finding::rule)
                    .containsOnly("H1"));
  }
}

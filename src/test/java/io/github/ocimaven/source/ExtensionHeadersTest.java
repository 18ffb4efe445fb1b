package io.github.ocimaven.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.testing.Slow;
import io.github.ocimaven.testing.image.TarBuilder;
import io.github.ocimaven.testing.image.TarDialect;
import io.github.ocimaven.testing.image.TarEntry;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Extension headers of tar entries, in the number that real tars have, and beyond. */
class ExtensionHeadersTest {

  private static final String TAR = "image.tar";

  @TempDir private Path project;
  private WrittenImage image;

  @BeforeEach
  void writeLayout() throws IOException {
    image = TestImages.layout(project.resolve("layout")).layer("base").write();
  }

  private static String record(String key, String value) {
    int length = key.length() + value.length() + 4;
    while (String.valueOf(length).length() + key.length() + value.length() + 3 != length) {
      length++;
    }
    return length + " " + key + "=" + value + "\n";
  }

  private static TarEntry header(char type, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new TarEntry("header", type, "", bytes, bytes.length);
  }

  private void assertReads(TarBuilder tar) throws IOException {
    tar.directoryTree(image.directory()).write(project.resolve(TAR));
    assertThat(OpenedImage.read(Requests.source(project, TAR, null)).imageId())
        .hasToString(image.configDigest());
  }

  private void assertRefuses(TarBuilder tar, String reason) throws IOException {
    tar.directoryTree(image.directory()).write(project.resolve(TAR));
    assertThatThrownBy(() -> OpenedImage.read(Requests.source(project, TAR, null)))
        .isInstanceOf(NotAnImageException.class)
        .hasMessageContainingAll(TAR, reason);
  }

  @Test
  void readsTheHeaderThatGitArchiveWrites() throws IOException {
    assertReads(new TarBuilder().add(header('g', record("comment", "a".repeat(40)))));
  }

  @Test
  void readsTenThousandEntriesWithLongNames() throws IOException {
    TarBuilder tar = new TarBuilder().dialect(TarDialect.PAX);
    for (int i = 0; i < 10_000; i++) {
      tar.file("folder/".repeat(20) + i, "");
    }
    assertReads(tar);
  }

  @Test
  void takesWhatAHeaderSaysForOneEntryOnly() throws IOException {
    assertReads(
        new TarBuilder()
            .add(header('x', record("path", "other") + record("size", "3")))
            .add(new TarEntry("index.json", '0', "", new byte[] {1, 2, 3}, 512)));
  }

  /** An empty value undoes the value from a global header. */
  @Test
  void readsAHeaderForAllEntries() throws IOException {
    TarBuilder tar = new TarBuilder().directoryTree(image.directory());
    tar.add(header('g', record("path", "elsewhere"))).file("index.json", "{}");
    tar.add(header('x', record("path", "")))
        .file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
    tar.write(project.resolve(TAR));

    assertThat(OpenedImage.read(Requests.source(project, TAR, null)).imageId())
        .hasToString(image.configDigest());
  }

  @ParameterizedTest
  @ValueSource(chars = {'x', 'X', 'g', 'L', 'K'})
  void refusesALargeHeader(char type) throws IOException {
    assertRefuses(new TarBuilder().add(header(type, "a".repeat(70_000))), "70000 bytes");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 33})
  void refusesAHeaderWithASizeThatItCannotHave(long size) throws IOException {
    TarBuilder tar = new TarBuilder().dialect(TarDialect.GNU_BINARY_SIZE);
    assertRefuses(tar.add(header('x', record("path", "x")).stating(size)), "Cannot read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "7 a=b", " a=b\n", "0 a=b\n", "9 a=b\n", "-6 a=b\n", "6 a=bb", "6 abcd\n"})
  void refusesAMalformedHeader(String records) throws IOException {
    assertRefuses(new TarBuilder().add(header('x', records)), "malformed extension header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "9223372036854775807", "9223372036854775808"})
  void refusesASizeThatNoFileHas(String size) throws IOException {
    assertRefuses(
        new TarBuilder().add(header('x', record("size", size))).file("file", "x"), "Cannot read");
  }

  @Test
  void refusesManyLargeHeaders() throws IOException {
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < 100; i++) {
      tar.add(header('x', record("comment", "a".repeat(60_000)))).file("file" + i, "");
    }
    assertRefuses(tar, "extension headers have more than");
  }

  @Slow
  @Test
  void refusesMoreEntriesThanAnyImageHas() throws IOException {
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < 70_000; i++) {
      tar.file(String.valueOf(i), "");
    }
    assertRefuses(tar, "more than 65536 headers");
  }

  @Test
  void refusesWhatIsNoHeader() throws IOException {
    assertRefuses(
        new TarBuilder().lyingFile("file", "x".repeat(1024).getBytes(StandardCharsets.UTF_8), 512),
        "no header at byte 1024");
  }

  /** Only each entry's name is kept, however many records a global header has. */
  @Test
  void readsAHeaderForAllEntriesOnce() throws IOException {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      records.append(record(Integer.toHexString(i), "v"));
    }
    TarBuilder tar = new TarBuilder().add(header('g', records.toString()));
    for (int i = 0; i < 9_000; i++) {
      tar.file("e" + i, "");
    }
    long start = System.nanoTime();
    assertReads(tar);
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
  }
}

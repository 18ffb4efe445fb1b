package io.github.ocimaven.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Finding;
import io.github.ocimaven.model.InvalidImageException;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.NotAnImageException;
import io.github.ocimaven.model.SourceNotFoundException;
import io.github.ocimaven.model.SourceReferenceException;
import io.github.ocimaven.testing.Slow;
import io.github.ocimaven.testing.TestImages;
import io.github.ocimaven.testing.WrittenImage;
import io.github.ocimaven.testing.WrittenIndex;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSourcesTest {

  @TempDir Path project;

  private ImageSource open(@Nullable String source, @Nullable String reference) {
    return ImageSources.open(Requests.source(project, source, reference), SourceListener.NONE);
  }

  private WrittenImage write(String directory) throws IOException {
    return TestImages.layout(project.resolve(directory)).layer("base").layer("app").write();
  }

  private static byte[] read(ImageSource source, Descriptor descriptor) throws IOException {
    Content content = source.content(descriptor, new Findings()).orElseThrow();
    try (InputStream in = content.open()) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci", "image", "oci-image"})
  void findsALayoutInTheUsualPlaces(String place) throws IOException {
    WrittenImage image = write("target/" + place);

    try (ImageSource source = open(null, null)) {
      assertThat(source.name()).isEqualTo(Path.of("target", place).toString());
      assertThat(source.root().digest()).hasToString(image.manifestDigest());
      assertThat(read(source, source.root())).isEqualTo(image.manifestBytes());
    }
  }

  @Test
  void findsTheTarThatJibWrites() throws IOException {
    WrittenImage image = write("layout");
    Files.createDirectories(project.resolve("target"));
    TestImages.tar(image.directory(), project.resolve("target/jib-image.tar"));

    try (ImageSource source = open(null, null)) {
      assertThat(source.root().digest()).hasToString(image.manifestDigest());
      assertThat(read(source, source.root())).isEqualTo(image.manifestBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"layout", "oci:layout", "layout.tar", "oci-archive:layout.tar"})
  void readsADirectoryAndATarAlike(String name) throws IOException {
    WrittenImage image = write("layout");
    TestImages.tar(image.directory(), project.resolve("layout.tar"));

    try (ImageSource source = open(name, null)) {
      for (String digest : image.blobDigests()) {
        Descriptor blob = new Descriptor(MediaType.OCI_MANIFEST, Digest.parse(digest), 0);
        assertThat(read(source, blob)).isEqualTo(Files.readAllBytes(image.blobFile(digest)));
      }
      assertThat(source.findings().all()).isEmpty();
    }
  }

  @Test
  void listsWhatWasLookedFor() {
    assertThatThrownBy(() -> open(null, null))
        .isInstanceOf(SourceNotFoundException.class)
        .hasMessageContainingAll(
            Path.of("target", "oci").toString(),
            Path.of("target", "image").toString(),
            Path.of("target", "oci-image").toString(),
            Path.of("target", "jib-image.tar").toString(),
            "-Doci.source=");
    assertThatThrownBy(() -> open("elsewhere", null))
        .isInstanceOf(SourceNotFoundException.class)
        .hasMessageContaining("there is no elsewhere;");
  }

  @Test
  void saysWhatASourceIsInsteadOfAnImage() throws IOException {
    Files.createDirectories(project.resolve("empty"));
    Files.writeString(project.resolve("text"), "hello");
    Files.write(project.resolve("image.tgz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    WrittenImage image = write("layout");
    TestImages.tar(image.directory(), project.resolve("layout.tar"));

    assertRefused("empty", "neither index.json (an OCI image layout) nor manifest.json");
    Files.writeString(project.resolve("long"), "hello ".repeat(1000));
    assertRefused("text", "no tar");
    assertRefused("long", "no tar");
    assertRefused("image.tgz", "decompressing it (gzip) failed");
    assertRefused("oci-archive:layout", "write oci:layout");
    assertRefused("oci:layout.tar", "write oci-archive:layout.tar");
    assertRefused("docker-archive:layout.tar", "write oci-archive:layout.tar");
  }

  @Test
  void explainsWhatSkopeoWouldTake() throws IOException {
    WrittenImage image = write("layout");
    TestImages.tar(image.directory(), project.resolve("layout.tar"));

    assertRefused("oci:layout:1.0", "set 'source' to oci:layout and 'sourceReference'");
    assertRefused("oci-archive:layout.tar:a/b:1", "(-Doci.sourceReference=…) to a/b:1");
    assertRefused("docker://alpine", "'docker:' is no prefix that is known");
    assertRefused("dir:layout", "'dir:' is no prefix that is known");
    assertThatThrownBy(() -> open("C:image", null)).isInstanceOf(SourceNotFoundException.class);
  }

  @Test
  void saysWhatAnEmptyFileAndAnEmptyTarAre() throws IOException {
    Files.write(project.resolve("empty-file"), new byte[0]);
    Files.write(project.resolve("empty.tar"), new byte[1024]);

    assertRefused("empty-file", "it is empty");
    assertRefused("empty.tar", "neither index.json");
  }

  private void assertRefused(String source, String reason) {
    assertThatThrownBy(() -> open(source, null).close())
        .isInstanceOf(NotAnImageException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void namesATruncatedTar() throws IOException {
    WrittenImage image = write("layout");
    Path tar = TestImages.tar(image.directory(), project.resolve("layout.tar"));
    byte[] bytes = Files.readAllBytes(tar);
    Files.write(tar, Arrays.copyOf(bytes, 700));

    assertThatThrownBy(() -> open("layout.tar", null).close())
        .isInstanceOf(NotAnImageException.class)
        .hasMessageContaining("layout.tar");
  }

  @Test
  void choosesTheImageByRefNameOrDigest() throws IOException {
    WrittenImage first =
        TestImages.layout(project.resolve("oci")).layer("1").refName("1.0").write();
    WrittenImage second =
        TestImages.layout(project.resolve("oci")).layer("2").refName("2.0").write();

    try (ImageSource source = open("oci", "2.0")) {
      assertThat(source.root().digest()).hasToString(second.manifestDigest());
    }
    try (ImageSource source = open("oci", first.manifestDigest())) {
      assertThat(source.root().digest()).hasToString(first.manifestDigest());
    }
    assertThatThrownBy(() -> open("oci", null).close())
        .isInstanceOf(SourceReferenceException.class)
        .hasMessageContaining("it holds several images; set 'sourceReference'")
        .hasMessageContaining("1.0, 2.0");
    assertThatThrownBy(() -> open("oci", "3.0").close())
        .isInstanceOf(SourceReferenceException.class)
        .hasMessageContaining("no single image '3.0'");
  }

  @Test
  void takesTheIndexItselfWhereItsEntriesArePlatforms() throws IOException {
    WrittenIndex written = TestImages.index(project.resolve("oci"), "linux/amd64", "linux/arm64");
    Path index = project.resolve("oci/index.json");
    Files.write(index, written.indexBytes());

    try (ImageSource source = open("oci", null)) {
      assertThat(source.root().digest()).hasToString(written.indexDigest());
      assertThat(read(source, source.root())).isEqualTo(written.indexBytes());
      assertThat(source.file(source.root())).isEqualTo("index.json");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256/.DS_Store", "sha256/x.tmp", "SHA256/abc", "two words/abc"})
  void refusesABlobWhoseNameFitsNoDigest(String name) throws IOException {
    write("oci");
    Path blob = project.resolve("oci/blobs").resolve(name);
    Files.createDirectories(blob.getParent());
    Files.writeString(blob, "x");

    try (ImageSource source = open("oci", null)) {
      assertThat(source.findings().all())
          .extracting(Finding::rule)
          .contains("L6")
          .containsOnly("L6");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256", "blake3", "sha256+b64"})
  void takesFilesWhoseNamesFitTheGrammar(String algorithm) throws IOException {
    write("oci");
    Files.createDirectories(project.resolve("oci/blobs").resolve(algorithm));
    Files.writeString(project.resolve("oci/blobs").resolve(algorithm).resolve("AbC_="), "x");

    try (ImageSource source = open("oci", null)) {
      assertThat(source.findings().all()).isEmpty();
    }
  }

  @Test
  void reportsAllThatIsWrongWithTheLayoutAtOnce() throws IOException {
    write("oci");
    Files.delete(project.resolve("oci/oci-layout"));
    Files.writeString(project.resolve("oci/blobs/sha256/.DS_Store"), "");
    Files.writeString(project.resolve("oci/index.json"), "[]");

    assertThatThrownBy(() -> open("oci", null))
        .isInstanceOfSatisfying(
            InvalidImageException.class,
            e ->
                assertThat(e.findings())
                    .extracting(Finding::rule)
                    .containsExactlyInAnyOrder("L2", "L6", "J1"))
        .hasMessageContaining("3 errors");
  }

  @Test
  void missesBlobsAndIndex() throws IOException {
    Files.createDirectories(project.resolve("oci"));
    Files.writeString(project.resolve("oci/oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");

    assertThatThrownBy(() -> open("oci", null))
        .isInstanceOfSatisfying(
            InvalidImageException.class,
            e -> assertThat(e.findings()).extracting(Finding::rule).containsExactly("L1", "L3"));
  }

  @Test
  void ignoresFilesThatAreNotOurs() throws IOException {
    WrittenImage image = write("oci");
    Files.writeString(project.resolve("oci/README"), "by the build");

    try (ImageSource source = open("oci", null)) {
      assertThat(source.root().digest()).hasToString(image.manifestDigest());
      assertThat(source.findings().all()).isEmpty();
    }
  }

  @Test
  void followsNoLinkInsideADirectory() throws IOException {
    WrittenImage image = write("oci");
    Path secret = Files.writeString(project.resolve("secret"), "secret");
    Path blob = image.blobFile(image.configDigest());
    Files.delete(blob);
    Files.createSymbolicLink(blob, secret);

    try (ImageSource source = open("oci", null)) {
      Findings findings = new Findings();
      Descriptor config =
          new Descriptor(MediaType.OCI_MANIFEST, Digest.parse(image.configDigest()), 6);
      assertThat(source.content(config, findings)).isEmpty();
      assertThat(findings.all())
          .singleElement()
          .satisfies(finding -> assertThat(finding.found()).isEqualTo("a symbolic link"));
    }
  }

  @Test
  void followsNoLinkInsideATar() throws IOException {
    WrittenImage image = write("layout");
    Path config = image.blobFile(image.configDigest());
    String name = "blobs/sha256/" + config.getFileName();
    Path tar = TestImages.tar(image.directory(), project.resolve("layout.tar"));
    Path withLink = project.resolve("link.tar");
    try (TarFile in = new TarFile(tar);
        TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(withLink))) {
      for (TarArchiveEntry entry : in.getEntries()) {
        if (entry.getName().equals(name)) {
          TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
          link.setLinkName("/etc/passwd");
          out.putArchiveEntry(link);
        } else {
          out.putArchiveEntry(entry);
          in.getInputStream(entry).transferTo(out);
        }
        out.closeArchiveEntry();
      }
    }

    try (ImageSource source = open("link.tar", null)) {
      Findings findings = new Findings();
      Descriptor blob =
          new Descriptor(MediaType.OCI_MANIFEST, Digest.parse(image.configDigest()), 0);
      assertThat(source.content(blob, findings)).isEmpty();
      assertThat(findings.all())
          .singleElement()
          .satisfies(finding -> assertThat(finding.found()).isEqualTo("a link to /etc/passwd"));
    }
  }

  @Slow
  @Test
  void refusesATarThatIsAllExtensionHeaders() throws IOException {
    // All classes are loaded by a good tar first: none shall be where the stack ends.
    Path good = TestImages.tar(write("layout").directory(), project.resolve("good.tar"));
    open(good.toString(), null).close();
    Path tar = project.resolve("deep.tar");
    TarArchiveEntry header = new TarArchiveEntry("x", TarConstants.LF_PAX_EXTENDED_HEADER_LC);
    header.setSize(0);
    byte[] block = new byte[512];
    header.writeEntryHeader(block);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(tar))) {
      for (int i = 0; i < 60_000; i++) {
        out.write(block);
      }
    }

    assertThatThrownBy(() -> open("deep.tar", null).close())
        .isInstanceOf(NotAnImageException.class)
        .hasMessageContaining("deep.tar");
  }

  @Test
  void boundsTheSizeOfADocument() throws IOException {
    write("oci");
    Files.write(project.resolve("oci/index.json"), new byte[5 * 1024 * 1024]);

    assertThatThrownBy(() -> open("oci", null))
        .isInstanceOfSatisfying(
            InvalidImageException.class,
            e -> assertThat(e.findings()).extracting(Finding::rule).isEqualTo(List.of("H2")));
  }
}

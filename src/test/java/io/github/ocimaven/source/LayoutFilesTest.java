package io.github.ocimaven.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.document.Finding;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.testing.Slow;
import io.github.ocimaven.testing.image.TarBuilder;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files of a layout are read, and which are rejected. */
class LayoutFilesTest extends ImageSourcesFixture {
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
    // Load all classes with a valid tar first, so that none is loaded at the end of the stack.
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

  @Test
  void readsATarThatEndsWithTheLastByteOfItsLastFile() throws IOException {
    WrittenImage image = write("oci");
    new TarBuilder()
        .directoryTree(image.directory())
        .file("last", new byte[512])
        .withoutEndMarker()
        .write(project.resolve("image.tar"));

    try (ImageSource source = open("image.tar", null)) {
      assertThat(source.root().digest()).hasToString(image.manifestDigest());
    }
  }

  @Test
  void refusesATarThatLacksTheLastByteOfItsLastFile() throws IOException {
    byte[] tar =
        new TarBuilder()
            .directoryTree(write("oci").directory())
            .file("last", new byte[512])
            .withoutEndMarker()
            .bytes();
    Files.write(project.resolve("image.tar"), Arrays.copyOf(tar, tar.length - 1));

    assertThatThrownBy(() -> open("image.tar", null))
        .isInstanceOf(NotAnImageException.class)
        .hasMessageContaining("it ends early");
  }
}

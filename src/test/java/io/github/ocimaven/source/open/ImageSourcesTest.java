package io.github.ocimaven.source.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.ImageSourcesFixture;
import io.github.ocimaven.source.NotAnImageException;
import io.github.ocimaven.source.SourceNotFoundException;
import io.github.ocimaven.source.SourceReferenceException;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.image.WrittenIndex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSourcesTest extends ImageSourcesFixture {
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
            "set 'source'");
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
    assertRefused("text", "not a tar");
    assertRefused("long", "not a tar");
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
    assertRefused("oci-archive:layout.tar:a/b:1", "'sourceReference' to a/b:1");
    assertRefused("docker://alpine", "'docker:' is not a known prefix");
    assertRefused("dir:layout", "'dir:' is not a known prefix");
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
        .hasMessageContaining("it contains several images; set 'sourceReference'")
        .hasMessageContaining("1.0 (image of linux/amd64), 2.0 (image of linux/amd64)");
    assertThatThrownBy(() -> open("oci", "3.0").close())
        .isInstanceOf(SourceReferenceException.class)
        .hasMessageContaining("'3.0' does not identify exactly one image");
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
      assertThat(source.notes())
          .containsExactly(
              "The image is the index.json of oci itself, an index of linux/amd64, linux/arm64");
    }
  }
}

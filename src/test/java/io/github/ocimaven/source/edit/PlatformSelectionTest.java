package io.github.ocimaven.source.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.Requests;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Platform;
import io.github.ocimaven.plan.Planner;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.PlatformException;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.source.SourceRequest;
import io.github.ocimaven.source.open.ImageSources;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.image.WrittenIndex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformSelectionTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private ImageSource open(String... platforms) {
    SourceRequest request = Requests.source(directory, "oci", null);
    List<Platform> kept = Stream.of(platforms).map(Platform::parse).toList();
    return ImageSources.open(
        request.withOptions(request.options().withImage(kept, null)), SourceListener.NONE);
  }

  private static JsonNode root(ImageSource source) throws IOException {
    Content content = source.content(source.root(), new Findings()).orElseThrow();
    try (InputStream in = content.open()) {
      byte[] bytes = in.readAllBytes();
      assertThat(Digest.sha256(bytes)).isEqualTo(source.root().digest());
      assertThat((long) bytes.length).isEqualTo(source.root().size());
      return JSON.readTree(bytes);
    }
  }

  private WrittenIndex index() throws IOException {
    return TestImages.index(
        directory.resolve("oci"), "linux/amd64", "linux/arm64/v8", "linux/arm/v6", "linux/arm/v7");
  }

  @Test
  void keepsTheIndexAsItIsWithoutASelection() throws IOException {
    WrittenIndex index = index();

    try (ImageSource source = open()) {
      assertThat(source.root().digest()).hasToString(index.indexDigest());
      assertThat(source.notes()).isEmpty();
    }
  }

  @Test
  void keepsTheIndexAsItIsWhereNothingIsLeftOut() throws IOException {
    WrittenIndex index = index();

    try (ImageSource source = open("linux/arm", "linux/amd64", "linux/arm64")) {
      assertThat(source.root().digest()).hasToString(index.indexDigest());
      assertThat(source.notes()).isEmpty();
    }
  }

  @Test
  void makesANewIndexOfSomePlatformsAndSaysSo() throws IOException {
    WrittenIndex index = index();

    try (ImageSource source = open("linux/amd64", "linux/arm/v7")) {
      JsonNode original = JSON.readTree(index.indexBytes());
      JsonNode selected = root(source);

      assertThat(selected.path("manifests"))
          .containsExactly(original.path("manifests").get(0), original.path("manifests").get(3));
      assertThat(((ObjectNode) selected).without("manifests").toString())
          .isEqualTo(((ObjectNode) original.deepCopy()).without("manifests").toString());
      assertThat(source.notes())
          .singleElement()
          .asString()
          .contains(
              "linux/arm64/v8, linux/arm/v6", index.indexDigest(), "" + source.root().digest())
          .doesNotContain("linux/amd64");
    }
  }

  @Test
  void takesAllVariantsWhereNoneIsNamed() throws IOException {
    index();

    try (ImageSource source = open("linux/arm")) {
      assertThat(root(source).path("manifests")).hasSize(2);
    }
  }

  @Test
  void namesPlatformsThatAreNotThere() throws IOException {
    index();

    assertThatThrownBy(() -> open("linux/amd64", "windows/amd64", "linux/arm/v5").close())
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.missing()).extracting(Platform::os).contains("windows"))
        .hasMessageContainingAll(
            "for windows/amd64, linux/arm/v5: it is available for linux/amd64, linux/arm64/v8",
            "'platforms'");
  }

  @Test
  void keepsTheAttestationsOfWhatItKeeps() throws IOException {
    WrittenIndex index = index();
    ObjectNode document = (ObjectNode) JSON.readTree(index.indexBytes());
    for (WrittenImage image : index.images()) {
      ObjectNode attestation = document.withArray("manifests").addObject();
      attestation.put("mediaType", "application/vnd.oci.image.manifest.v1+json");
      attestation.put("digest", Digest.sha256("attestation of " + image).toString()).put("size", 1);
      attestation.putObject("platform").put("os", "unknown").put("architecture", "unknown");
      attestation
          .putObject("annotations")
          .put("vnd.docker.reference.digest", image.manifestDigest());
    }
    replaceIndex(JSON.writeValueAsBytes(document));

    try (ImageSource source = open("linux/amd64")) {
      assertThat(root(source).path("manifests"))
          .extracting(
              manifest ->
                  manifest.path("annotations").path("vnd.docker.reference.digest").asText("image"))
          .containsExactly("image", index.images().get(0).manifestDigest());
      assertThat(source.notes())
          .singleElement()
          .asString()
          .contains(
              ": linux/arm64/v8, linux/arm/v6, linux/arm/v7, attestations of linux/arm64/v8,"
                  + " attestations of linux/arm/v6, attestations of linux/arm/v7; this makes")
          .doesNotContain("linux/amd64");
    }
  }

  private void replaceIndex(byte[] bytes) throws IOException {
    Path layout = directory.resolve("oci");
    Digest digest = Digest.sha256(bytes);
    Files.write(layout.resolve("blobs/sha256").resolve(digest.encoded()), bytes);
    ObjectNode top = (ObjectNode) JSON.readTree(layout.resolve("index.json").toFile());
    ObjectNode entry = (ObjectNode) top.path("manifests").get(0);
    entry.put("digest", digest.toString()).put("size", bytes.length);
    Files.write(layout.resolve("index.json"), JSON.writeValueAsBytes(top));
  }

  /** Otherwise an unverified image would be pushed instead of the index. */
  @Test
  void selectsNothingFromAnIndexOfAnotherDigest() throws IOException {
    WrittenIndex index = index();
    Path file = index.images().get(0).blobFile(index.indexDigest());
    String forged =
        Files.readString(file)
            .replace(
                index.images().get(0).manifestDigest(), index.images().get(1).manifestDigest());
    Files.writeString(file, forged);

    try (ImageSource source = open("linux/amd64")) {
      assertThat(source.notes()).isEmpty();
      assertThatThrownBy(() -> Planner.plan(source, false))
          .isInstanceOf(InvalidImageException.class)
          .hasMessageContaining("D5 blobs/" + index.indexDigest().replace(':', '/'));
    }
  }

  @Test
  void takesTheFirst64BitArmWithAndWithoutItsVariant() throws IOException {
    TestImages.index(directory.resolve("oci"), "linux/amd64", "linux/arm64");

    try (ImageSource source = open("linux/arm64/v8")) {
      assertThat(root(source).path("manifests")).hasSize(1);
    }
  }

  @Test
  void takesASingleImageOfThePlatform() throws IOException {
    WrittenImage image = TestImages.layout(directory.resolve("oci")).layer("base").write();

    try (ImageSource source = open("linux/arm64", "linux/amd64")) {
      assertThat(source.root().digest()).hasToString(image.manifestDigest());
    }
    assertThatThrownBy(() -> open("linux/arm64").close())
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("for linux/arm64: it is available for linux/amd64;");
  }
}

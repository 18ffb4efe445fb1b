package io.github.ocimaven.source.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.source.SourceReferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the entries of index.json is the image, in layouts as tools write them. */
class WhichImageTest extends LayoutEntriesFixture {

  /** A second build into the same layout: crane pull --platform, oras cp --platform. */
  @Test
  void asksWhereTwoImagesWithoutNamesAreForOnePlatform() throws IOException {
    String rebuilt = image("amd64", "rebuilt");
    entries(manifest(image, platform(AMD64)), manifest(rebuilt, platform(AMD64)));

    assertAsks(
        "set 'sourceReference' to one of: %s (image of linux/amd64), %s (image of linux/amd64)"
                .formatted(digest(image), digest(rebuilt))
            + "; if an earlier build wrote one of them, delete oci before each build, because"
            + " tools add to it");
    assertSelected(digest(rebuilt), rebuilt);
  }

  @Test
  void takesTheFirst64BitArmForOnePlatformWithAndWithoutItsVariant() throws IOException {
    String v8 = ARM64.replace("}", ",\"variant\":\"v8\"}");
    entries(manifest(image, platform(ARM64)), manifest(other, platform(v8)));

    assertAsks(
        "set 'sourceReference' to one of: %s (image of linux/arm64), %s (image of linux/arm64/v8)"
            .formatted(digest(image), digest(other)));
  }

  @Test
  void takesTheIndexItselfWhereItRepeatsAnImage() throws IOException {
    entries(
        manifest(image, platform(AMD64)),
        manifest(other, platform(ARM64)),
        manifest(image, platform(AMD64)));

    assertIsIndexItself("linux/amd64, linux/arm64");
  }

  @Test
  void takesTheIndexItselfWhereVersionsOfWindowsDiffer() throws IOException {
    String windows = "{\"os\":\"windows\",\"architecture\":\"amd64\",\"os.version\":\"10.0.%d.1\"}";
    entries(
        manifest(image, platform(windows.formatted(17763))),
        manifest(other, platform(windows.formatted(20348))));

    assertIsIndexItself("windows/amd64");
  }

  /** As SOCI 0.16 writes its own indexes, and BuildKit 0.34 attestations, into an image's index. */
  @Test
  void doesNotCountArtifactsWherePlatformsHaveToDiffer() throws IOException {
    String soci = artifact("application/vnd.amazon.soci.index.v2+json", null);
    String attestation = artifact("application/vnd.in-toto+json", image);
    entries(
        manifest(image, platform(AMD64)),
        manifest(soci, platform(AMD64), artifactType("application/vnd.amazon.soci.index.v2+json")),
        manifest(
            attestation,
            platform(UNKNOWN),
            annotation("vnd.docker.reference.digest", digest(image))));

    assertIsIndexItself("linux/amd64");
  }

  /** crane 0.22 and ko 0.19 state the type of an image's config as its artifact type. */
  @Test
  void takesAnImageWithTheArtifactTypeOfAConfigForAnImage() throws IOException {
    String type = artifactType(MediaType.OCI_CONFIG.name());
    String rebuilt = image("amd64", "rebuilt");
    entries(manifest(image, platform(AMD64), type), manifest(rebuilt, platform(AMD64), type));

    assertThatThrownBy(() -> open("oci", null).close())
        .hasMessageContaining(digest(image) + " (image of linux/amd64), ");
  }

  /** oras-go's layouts list every manifest, also the children of an index. */
  @ParameterizedTest
  @ValueSource(strings = {"", "1.0"})
  void doesNotTakeTheChildrenOfAnIndexForOtherImages(String name) throws IOException {
    String nested = index(manifest(other, platform(ARM64)));
    String index = index(manifest(image, platform(AMD64)), entry(MediaType.OCI_INDEX, nested));
    entries(
        manifest(image, platform(AMD64)),
        manifest(other, platform(ARM64)),
        entry(MediaType.OCI_INDEX, nested),
        entry(MediaType.OCI_INDEX, index, named(name)));

    assertImage(index);
  }

  @Test
  void takesAChildByItsName() throws IOException {
    String index = index(manifest(image, platform(AMD64)), manifest(other, platform(ARM64)));
    entries(entry(MediaType.OCI_INDEX, index, named("1.0")), manifest(other, named("1.0-arm64")));

    assertImage(index);
    assertSelected("1.0-arm64", other);
  }

  @Test
  void takesAReferrerWhoseSubjectIsElsewhere() throws IOException {
    String signature = artifact("application/vnd.cncf.notary.signature", "nowhere");
    entries(manifest(signature));
    assertImage(signature);

    entries(manifest(signature), manifest(image));
    assertAsks(
        "set 'sourceReference' to one of: %s (artifact of type application/vnd.cncf.notary"
                .formatted(digest(signature))
            + ".signature), %s (image of linux/amd64)".formatted(digest(image)));
  }

  @Test
  void saysWhatEachImageIs() throws IOException {
    String index = index(manifest(image, platform(AMD64)), manifest(other, platform(ARM64)));
    String third = image("s390x", "third");
    String chart = artifact("application/vnd.cncf.helm.config.v1+json", null);
    String empty = index();
    entries(
        entry(MediaType.OCI_INDEX, index, named("1.0")),
        manifest(third, named("2.0")),
        manifest(chart),
        entry(MediaType.OCI_INDEX, empty),
        manifest("missing"),
        manifest(image, named("1.0-amd64")));
    String choices =
        "1.0 (index of linux/amd64, linux/arm64), 2.0 (image of linux/s390x), %s (artifact of type"
                .formatted(digest(chart))
            + " application/vnd.cncf.helm.config.v1+json), %s (index of 0 manifests), %s (image)"
                .formatted(digest(empty), digest("missing"));

    assertAsks("set 'sourceReference' to one of: " + choices);
    assertThatThrownBy(() -> open("oci", "3.0").close())
        .hasMessageEndingWith("one of: " + choices + ", 1.0-amd64 (image of linux/amd64)");
  }

  /** Only the image has to be valid. */
  @Test
  void ignoresWhatIsWrongWithOtherEntries() throws IOException {
    String broken = put("{\"schemaVersion\":2,\"subject\":");
    String forged = artifact("application/x", image);
    entries(manifest(image, named("1.0")), manifest(broken), manifest(forged));
    Path file = layout.file(digest(forged));
    Files.writeString(file, Files.readString(file).replace("text/plain", "text/plaiN"));

    assertSelected("1.0", image);
    assertThatThrownBy(() -> open("oci", null).close())
        .hasMessageContaining("1.0 (image of linux/amd64), " + digest(broken) + " (image)");
  }

  @Test
  void asksWhereEachEntryClaimsToReferToTheOther() throws IOException {
    String subject = "io.containerd.manifest.subject";
    entries(
        manifest(image, annotation(subject, digest(other))),
        manifest(other, annotation(subject, digest(image))));

    assertAsks(
        "set 'sourceReference' to one of: %s (image of linux/amd64), %s (image of linux/arm64)"
            .formatted(digest(image), digest(other)));
  }

  @Test
  void readsNoMoreThanAFewMegabytesToFindTheImage() throws IOException {
    String padded = " ".repeat(3 * 1024 * 1024);
    String signature = artifact("application/x", image);
    List<String> large = new ArrayList<>(List.of(manifest(image)));
    for (int i = 0; i < 8; i++) {
      large.add(manifest(put(signature + padded + " ".repeat(i))));
    }
    entries(large.toArray(String[]::new));

    // Five of them are read, and found to be no candidates.
    assertThatThrownBy(() -> open("oci", null).close())
        .isInstanceOfSatisfying(
            SourceReferenceException.class, e -> assertThat(e.available()).hasSize(1 + 3));
  }
}

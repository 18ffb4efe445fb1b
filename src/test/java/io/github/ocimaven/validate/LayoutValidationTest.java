package io.github.ocimaven.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.document.Finding;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.plan.Planner;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.plan.RawLayout;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.source.open.ImageSources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content of a layout besides the pushed image, and how a push treats it. */
class LayoutValidationTest {

  private static final MediaType UNKNOWN = new MediaType("application/vnd.example.unknown");

  @TempDir Path directory;
  private RawLayout raw;
  private String image;

  @BeforeEach
  void writeAnArtifact() throws IOException {
    raw = new RawLayout(directory.resolve("oci"));
    raw.blob("x");
    String manifest =
        RawLayout.manifest(RawLayout.descriptor(UNKNOWN, "x"), RawLayout.descriptor(UNKNOWN, "x"));
    raw.blob(manifest);
    image = RawLayout.descriptor(MediaType.OCI_MANIFEST, manifest);
    index(image);
  }

  private void index(String entries) throws IOException {
    raw.index(entries);
    Path file = directory.resolve("oci/index.json");
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "\"manifests\"", "\"mediaType\":\"" + MediaType.OCI_INDEX + "\",\"manifests\""));
  }

  private static String named(String descriptor, String name) {
    return descriptor.substring(0, descriptor.length() - 1)
        + ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"%s\"}}".formatted(name);
  }

  private ValidationReport validate() {
    return Validator.validate(Requests.source(directory, "oci", null), SourceListener.NONE);
  }

  private PushPlan plan(@Nullable String reference) throws IOException {
    try (ImageSource source =
        ImageSources.open(Requests.source(directory, "oci", reference), SourceListener.NONE)) {
      return Planner.plan(source, false);
    }
  }

  private static List<String> places(ValidationReport report) {
    return report.findings().stream()
        .map(finding -> finding.severity() + " " + finding.rule() + " " + finding.file())
        .toList();
  }

  @Test
  void doesNotCountTheLayoutsOwnIndexAmongTheNestedOnes() throws IOException {
    String entry = image;
    for (int depth = 1; depth < 8; depth++) {
      String index = RawLayout.index(MediaType.OCI_INDEX, entry);
      raw.blob(index);
      entry = RawLayout.descriptor(MediaType.OCI_INDEX, index);
    }
    index(named(entry, "deep") + "," + named(image, "flat"));

    assertThat(plan("deep").children()).hasSize(7);
    assertThat(plan("flat").imageId()).isNotNull();
    assertThat(validate().isValid()).isTrue();

    String deeper = RawLayout.index(MediaType.OCI_INDEX, entry);
    raw.blob(deeper);
    index(RawLayout.descriptor(MediaType.OCI_INDEX, deeper));

    assertThat(validate().findings()).extracting(Finding::rule).contains("I8");
  }

  @Test
  void warnsOfWhatCannotBePushedAndHashesIt() throws IOException, NoSuchAlgorithmException {
    String hash =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-512").digest("y".getBytes(StandardCharsets.UTF_8)));
    Path file = raw.file("sha512:" + hash);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "y");
    index(
        named(image, "app")
            + ",{\"mediaType\":\"%s\",\"digest\":\"sha512:%s\",\"size\":1}"
                .formatted(MediaType.OCI_MANIFEST, hash));

    ValidationReport report = validate();

    assertThat(plan("app").blobs()).hasSize(1);
    assertThat(places(report)).containsExactly("WARNING D10 index.json");
    assertThat(report.findings().get(0).found()).contains("it can't be pushed");
    assertThat(report.blobs()).isEqualTo(2);

    Files.writeString(file, "z");

    assertThat(places(validate()))
        .containsExactly("ERROR D5 blobs/sha512/" + hash, "WARNING D10 index.json");
  }

  @Test
  void saysHowToLeaveOutAPlatformWhoseManifestIsMissing() throws IOException {
    String missing =
        RawLayout.descriptor(MediaType.OCI_MANIFEST, "missing")
            .replace("}", ",\"platform\":{\"os\":\"linux\",\"architecture\":\"arm64\"}}");
    String present =
        image.replace("}", ",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}");
    String index = RawLayout.index(MediaType.OCI_INDEX, present + "," + missing);
    raw.blob(index);
    index(RawLayout.descriptor(MediaType.OCI_INDEX, index));

    String file = "blobs/sha256/" + Digest.sha256("missing").encoded();
    assertThat(places(validate())).containsExactly("WARNING L7 " + file);
    assertThat(plan(null).absent())
        .extracting(absent -> absent.finding().withoutFile())
        .containsExactly(
            "L7: no such file; expected the manifest for linux/arm64 (leave it out with"
                + " 'platforms')");
  }

  @Test
  void suggestsNoPlatformWhereTheRootItselfIsMissing() throws IOException {
    index(
        RawLayout.descriptor(MediaType.OCI_MANIFEST, "missing")
            .replace("}", ",\"platform\":{\"os\":\"linux\",\"architecture\":\"arm64\"}}"));

    assertThat(validate().findings()).extracting(Finding::rule).containsExactly("L7");
    assertThatThrownBy(() -> plan(null))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageEndingWith("expected the manifest for linux/arm64");
  }

  @Test
  void acceptsAnArtifactWithTheConfigTypeOfAnImage() throws IOException {
    String config = RawLayout.descriptor(MediaType.OCI_CONFIG, "{}");
    raw.blob("{}");
    writeImage(config, RawLayout.descriptor(UNKNOWN, "x"));

    assertThat(plan(null).blobs()).hasSize(2);
    assertThat(validate().findings())
        .extracting(Finding::toString)
        .hasSize(3)
        .allMatch(finding -> finding.startsWith("C1 ") || finding.startsWith("C2 "));
    assertThat(validate().isValid()).isTrue();

    writeImage(
        config,
        RawLayout.descriptor(UNKNOWN, "x") + "," + RawLayout.descriptor(MediaType.OCI_LAYER, "x"));
    assertThat(validate().isValid()).isFalse();

    writeImage(config, "");
    assertThat(validate().isValid()).isFalse();
  }

  private void writeImage(String config, String layers) throws IOException {
    String manifest = RawLayout.manifest(config, layers);
    raw.blob(manifest);
    index(RawLayout.descriptor(MediaType.OCI_MANIFEST, manifest));
  }
}

package io.github.ocimaven.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.testing.Slow;
import io.github.ocimaven.testing.image.TarBuilder;
import io.github.ocimaven.validate.ValidationReport;
import io.github.ocimaven.validate.Validator;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Archives that name the same entries again and again, or more of them than fit into memory. */
@Timeout(60)
class HostileSavedImagesTest extends BrokenArchives {

  private static final String EMPTY = "sha256:" + Digest.sha256("").encoded();

  private static String configJson(int layers, int size) {
    String json =
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
            + String.join(",", Collections.nCopies(layers, "\"" + EMPTY + "\""))
            + "]},\"x\":\"";
    return json + "y".repeat(Math.max(0, size - json.length() - 2)) + "\"}";
  }

  private static String images(int count) {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < count; i++) {
      json.append(i == 0 ? "" : ",").append("{\"Config\":\"").append(i % 2).append("\"}");
    }
    return json.append("]").toString();
  }

  private ValidationReport validate() {
    return Validator.validate(Requests.source(project, TAR, null), SourceListener.NONE);
  }

  @Test
  void refusesMoreImagesThanAnyArchiveHas() throws IOException {
    assertInvalidManifest(images(1_001), "H4");
  }

  @Slow
  @Test
  void readsAConfigOnceHoweverManyImagesNameIt() throws IOException {
    int size = 4 * 1024 * 1024;
    new TarBuilder()
        .file(MANIFEST, images(1_000))
        .file("0", configJson(0, size))
        .file("1", configJson(0, size - 1))
        .write(project.resolve(TAR));

    assertThat(validate().errorCount()).isZero();
    assertThatThrownBy(this::open)
        .isInstanceOf(SourceReferenceException.class)
        .satisfies(
            e -> assertThat(e.getMessage().split("sha256:", -1)).as("IDs").hasSizeLessThan(5));
  }

  @Slow
  @Test
  void refusesMoreConfigsThanFitIntoMemory() throws IOException {
    TarBuilder tar = new TarBuilder();
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < 5; i++) {
      tar.file(String.valueOf(i), configJson(0, 4 * 1024 * 1024 - i));
      json.append(i == 0 ? "" : ",").append("{\"Config\":\"").append(i).append("\"}");
    }
    assertInvalid(tar.file(MANIFEST, json.append("]").toString()), "H2");
  }

  @Slow
  @Test
  void refusesMoreLayersThanAnyImageHas() throws IOException {
    String layers = String.join(",", Collections.nCopies(5_001, "\"layer\""));
    assertInvalid(
        new TarBuilder()
            .file("layer", "")
            .file("0", configJson(5_001, 0))
            .file(MANIFEST, "[{\"Config\":\"0\",\"Layers\":[" + layers + "]}]"),
        "H4");
  }

  @Slow
  @Test
  void followsALongChainOfLinksNotForEachLayer() throws IOException {
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < 28_000; i++) {
      tar.symbolicLink("l" + i, "l" + (i + 1));
    }
    String layers = String.join(",", Collections.nCopies(5_000, "\"l0\""));
    assertInvalid(
        tar.file("l28000", "")
            .file("0", configJson(5_000, 0))
            .file(MANIFEST, "[{\"Config\":\"0\",\"Layers\":[" + layers + "]}]"),
        "S5");
  }

  /** The second image's layer was looked up before, which adds no new finding. */
  @Test
  void leavesOutEachImageWhoseLayerIsMissing() throws IOException {
    new TarBuilder()
        .file("0", configJson(1, 0))
        .file("1", configJson(1, 500))
        .file(
            MANIFEST,
            "[{\"Config\":\"0\",\"Layers\":[\"no\"]},{\"Config\":\"1\",\"Layers\":[\"no\"]}]")
        .write(project.resolve(TAR));

    assertThat(validate().findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.rule()).isEqualTo("S3"));
  }
}

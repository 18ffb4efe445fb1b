package io.github.ocimaven.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ocimaven.Requests;
import io.github.ocimaven.document.Documents;
import io.github.ocimaven.document.Finding;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.source.open.ImageSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The largest image that each limit allows, the smallest that it rejects, and their plans. */
class PlanBoundsTest {
  private static final String CONFIG = RawLayout.config();

  @TempDir Path directory;
  private RawLayout raw;

  @BeforeEach
  void startALayout() {
    raw = new RawLayout(directory.resolve("oci"));
  }

  private PushPlan plan() throws IOException {
    return Plans.plan(directory);
  }

  private String nested(int indexes) throws IOException {
    String index = RawLayout.index(MediaType.OCI_INDEX, "");
    for (int i = 1; i < indexes; i++) {
      raw.blob(index);
      index =
          RawLayout.index(MediaType.OCI_INDEX, RawLayout.descriptor(MediaType.OCI_INDEX, index));
    }
    return index;
  }

  @Test
  void allowsIndexesNestedAsDeepAsTheBound() throws IOException {
    raw.root(MediaType.OCI_INDEX, nested(Planner.MAX_DEPTH));

    assertThat(plan().children()).hasSize(Planner.MAX_DEPTH - 1);
  }

  @Test
  void refusesOneMore() throws IOException {
    raw.root(MediaType.OCI_INDEX, nested(Planner.MAX_DEPTH + 1));

    Plans.assertErrors(directory, "I8");
  }

  /** Writes an index and manifests that differ in white space, with a given total size. */
  private void writeDocuments(long bytes) throws IOException {
    raw.blob(CONFIG);
    String manifest = RawLayout.manifest(RawLayout.descriptor(MediaType.OCI_CONFIG, CONFIG), "");
    List<String> children = new ArrayList<>();
    // Each entry is as long as the others: all sizes have seven digits.
    int entry = RawLayout.descriptor(MediaType.OCI_MANIFEST, " ".repeat(1_000_000)).length();
    long left = bytes - RawLayout.index(MediaType.OCI_INDEX, "").length() - 5L * entry - 4;
    long share = left / 5;
    for (int i = 0; i < 5; i++) {
      int size = (int) (i < 4 ? share - i : left - 4 * share + 6);
      String padded = manifest + " ".repeat(size - manifest.length());
      raw.blob(padded);
      children.add(RawLayout.descriptor(MediaType.OCI_MANIFEST, padded));
    }
    raw.root(MediaType.OCI_INDEX, RawLayout.index(MediaType.OCI_INDEX, String.join(",", children)));
  }

  @Test
  void allowsAsManyBytesOfManifestsAsTheBound() throws IOException {
    writeDocuments(4L * Documents.MAX_BYTES);

    assertThat(plan().children()).hasSize(5);
  }

  @Test
  void refusesOneByteMore() throws IOException {
    writeDocuments(4L * Documents.MAX_BYTES + 1);

    Plans.assertErrors(directory, "H2");
  }

  @Test
  void refusesTwoSizesForOneManifest() throws IOException {
    raw.blob(CONFIG);
    String manifest = RawLayout.manifest(RawLayout.descriptor(MediaType.OCI_CONFIG, CONFIG), "");
    raw.blob(manifest);
    String child = RawLayout.descriptor(MediaType.OCI_MANIFEST, manifest);
    raw.root(
        MediaType.OCI_INDEX,
        RawLayout.index(
            MediaType.OCI_INDEX, child + "," + child.replaceFirst("\"size\":\\d+", "\"size\":1")));

    Plans.assertErrors(directory, "D4");
  }

  @Test
  void aManifestWaitsForItsConfigAndLayers() throws IOException {
    raw.blob(CONFIG);
    raw.blob("layer");
    MediaType type = new MediaType("application/acme.layer");
    String manifest =
        RawLayout.manifest(
            RawLayout.descriptor(MediaType.OCI_CONFIG, CONFIG),
            RawLayout.descriptor(type, "layer"));
    raw.blob(manifest);
    raw.root(
        MediaType.OCI_INDEX,
        RawLayout.index(
            MediaType.OCI_INDEX, RawLayout.descriptor(MediaType.OCI_MANIFEST, manifest)));

    assertThat(plan().children())
        .singleElement()
        .satisfies(
            child ->
                assertThat(child.blobs())
                    .containsExactly(Digest.sha256(CONFIG), Digest.sha256("layer")));
  }

  /** The repository may have them, so that they are no errors yet. */
  private List<String> absent() throws IOException {
    return plan().absent().stream().map(missing -> missing.finding().expected()).toList();
  }

  @Test
  void saysThatAMissingPlatformOfTheRootCanBeLeftOut() throws IOException {
    String child = RawLayout.descriptor(MediaType.OCI_MANIFEST, "not there");
    String platform = ",\"platform\":{\"os\":\"linux\",\"architecture\":\"arm64\"}}";
    raw.root(
        MediaType.OCI_INDEX,
        RawLayout.index(MediaType.OCI_INDEX, child.substring(0, child.length() - 1) + platform));

    assertThat(absent())
        .containsExactly("the manifest for linux/arm64 (leave it out with 'platforms')");
  }

  @Test
  void saysNoSuchThingOfAManifestWithoutAPlatform() throws IOException {
    raw.root(
        MediaType.OCI_INDEX,
        RawLayout.index(
            MediaType.OCI_INDEX, RawLayout.descriptor(MediaType.OCI_MANIFEST, "not there")));

    assertThat(absent()).containsExactly("the " + MediaType.OCI_MANIFEST);
  }

  @Test
  void anInspectionWarnsOfAMissingManifestAndKnowsAllThatItFound() throws IOException {
    String missing = RawLayout.descriptor(MediaType.OCI_MANIFEST, "not there");
    String index = RawLayout.index(MediaType.OCI_INDEX, missing);
    raw.root(MediaType.OCI_INDEX, index);

    try (ImageSource source =
        ImageSources.open(Requests.source(directory, "oci", null), SourceListener.NONE)) {
      Inspection inspection = Planner.inspect(source, false);

      assertThat(inspection.findings().all())
          .extracting(Finding::isError, Finding::rule)
          .contains(tuple(false, "L7"))
          .doesNotContain(tuple(true, "L7"));
      assertThat(inspection.known())
          .containsExactlyInAnyOrder(Digest.sha256(index), Digest.sha256("not there"));
    }
  }
}

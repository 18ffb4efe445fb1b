package io.github.ocimaven.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Requests;
import io.github.ocimaven.document.Finding;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.source.open.ImageSources;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.image.WrittenIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {

  @TempDir Path directory;
  private RawLayout raw;

  @BeforeEach
  void startALayout() {
    raw = new RawLayout(layout());
  }

  private PushPlan plan() throws IOException {
    return Plans.plan(directory);
  }

  private Path layout() {
    return directory.resolve("oci");
  }

  private void assertErrors(String... rules) {
    Plans.assertErrors(directory, rules);
  }

  @Test
  void listsConfigAndLayersOnceAndTheManifestLast() throws IOException {
    WrittenImage image =
        TestImages.layout(layout()).layer("base").layer("app").layer("base").write();

    PushPlan plan = plan();

    assertThat(plan.blobs())
        .extracting(blob -> blob.descriptor().digest().toString())
        .containsExactlyInAnyOrderElementsOf(
            image.blobDigests().stream()
                .filter(digest -> !digest.equals(image.manifestDigest()))
                .distinct()
                .toList());
    assertThat(plan.children()).isEmpty();
    assertThat(plan.root().bytes()).isEqualTo(image.manifestBytes());
    assertThat(plan.imageId()).hasToString(image.configDigest());
  }

  @Test
  void listsTheBlobsAlsoWhereThereAreErrors() throws IOException {
    WrittenImage image = TestImages.layout(layout()).layer("base").write();
    Files.writeString(layout().resolve("oci-layout"), "{}");

    try (ImageSource source =
        ImageSources.open(Requests.source(directory, "oci", null), SourceListener.NONE)) {
      Inspection inspection = Planner.inspect(source, false);

      assertThat(inspection.findings().all()).extracting(Finding::rule).containsExactly("L2");
      assertThat(inspection.blobs())
          .extracting(blob -> blob.descriptor().digest().toString())
          .containsExactlyElementsOf(image.blobDigests());
    }
  }

  @Test
  void listsChildrenBeforeParentsAndSharedBlobsOnce() throws IOException {
    WrittenIndex index = TestImages.nestedIndex(layout());

    PushPlan plan = plan();

    assertThat(plan.root().digest()).hasToString(index.indexDigest());
    assertThat(plan.root().mediaType()).isEqualTo(MediaType.OCI_INDEX);
    assertThat(plan.imageId()).isNull();
    List<String> order = new ArrayList<>();
    plan.children().forEach(child -> order.add(child.manifest().digest().toString()));
    assertThat(order).doesNotHaveDuplicates();
    for (WrittenImage image : index.images()) {
      assertThat(order).contains(image.manifestDigest());
    }
    for (String nested : index.nestedIndexDigests()) {
      int parent = order.indexOf(nested);
      String text = Files.readString(raw.file(nested));
      for (int child = parent + 1; child < order.size(); child++) {
        assertThat(text).doesNotContain(order.get(child));
      }
    }
    assertThat(plan.blobs()).extracting(blob -> blob.descriptor().digest()).doesNotHaveDuplicates();
  }

  @Test
  void toleratesAMissingBlobBecauseTheRegistryMayHaveIt() throws IOException {
    WrittenImage image = TestImages.layout(layout()).layer("base").write();
    Files.delete(image.blobFile(image.configDigest()));

    assertThat(plan().blobs())
        .filteredOn(blob -> blob.content() == null)
        .singleElement()
        .satisfies(
            blob -> assertThat(blob.descriptor().digest()).hasToString(image.configDigest()));
  }

  @Test
  void missesAManifest() throws IOException {
    WrittenImage image = TestImages.layout(layout()).layer("base").write();
    Files.delete(image.blobFile(image.manifestDigest()));

    assertErrors("L7");
  }

  @Test
  void findsABlobOfAnotherSizeAndALinkInOneGo() throws IOException {
    WrittenImage image = TestImages.layout(layout()).layer("base").layer("app").write();
    List<String> layers =
        image.blobDigests().stream()
            .filter(d -> !d.equals(image.manifestDigest()) && !d.equals(image.configDigest()))
            .toList();
    Files.writeString(image.blobFile(layers.get(0)), "cut");
    Path outside = Files.writeString(directory.resolve("outside"), "x");
    Files.delete(image.blobFile(layers.get(1)));
    Files.createSymbolicLink(image.blobFile(layers.get(1)), outside);

    assertErrors("D4", "H1");
  }

  @Test
  void findsAManifestWhoseBytesAreOthers() throws IOException {
    WrittenImage image = TestImages.layout(layout()).layer("base").write();
    byte[] bytes = image.manifestBytes();
    bytes[bytes.length - 1] = ' ';
    Files.write(image.blobFile(image.manifestDigest()), bytes);

    assertErrors("D5");
  }

  @Test
  void refusesAManifestOverFourMebibytes() throws IOException {
    String manifest = "{\"schemaVersion\":2}" + " ".repeat(5 * 1024 * 1024);
    raw.root(MediaType.OCI_MANIFEST, manifest);

    assertErrors("H2");
  }

  @Test
  void boundsTheNumberOfDescriptors() throws IOException {
    String layer = RawLayout.descriptor(new MediaType("a/b"), "x");
    raw.root(
        MediaType.OCI_MANIFEST,
        "{\"schemaVersion\":2,\"config\":"
            + layer
            + ",\"layers\":["
            + (layer + ",").repeat(9_999)
            + layer
            + "]}");

    assertErrors("H4");
  }

  @Test
  void boundsTheDepthOfNestedIndexes() throws IOException {
    String inner = "{\"schemaVersion\":2,\"manifests\":[]}";
    for (int depth = 0; depth < Planner.MAX_DEPTH; depth++) {
      raw.blob(inner);
      inner =
          "{\"schemaVersion\":2,\"manifests\":["
              + RawLayout.descriptor(MediaType.OCI_INDEX, inner)
              + "]}";
    }
    raw.root(MediaType.OCI_INDEX, inner);

    assertErrors("I8");
  }

  @Test
  void pushesEntriesOfUnknownTypesAsBlobs() throws IOException {
    raw.blob("whatever");
    raw.root(
        MediaType.OCI_INDEX,
        "{\"schemaVersion\":2,\"manifests\":["
            + RawLayout.descriptor(new MediaType("application/unknown"), "whatever")
            + "]}");

    PushPlan plan = plan();

    assertThat(plan.blobs()).hasSize(1);
    assertThat(plan.blobBytes()).isEqualTo("whatever".length());
  }

  @Test
  void refusesTwoSizesForOneDigest() throws IOException {
    raw.blob("x");
    String one = RawLayout.descriptor(new MediaType("a/b"), "x");
    raw.root(
        MediaType.OCI_MANIFEST,
        "{\"schemaVersion\":2,\"config\":"
            + one
            + ",\"layers\":["
            + one.replace("\"size\":1", "\"size\":2")
            + "]}");

    assertErrors("D4");
  }
}

package io.github.ocimaven.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ocimaven.document.Documents;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.plan.PushPlan.PlannedBlob;
import io.github.ocimaven.testing.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the planner does with images' configs, and with the layers that they describe. */
class ImageConfigsTest {

  private static final MediaType IN_TOTO = new MediaType("application/vnd.in-toto+json");
  private static final MediaType FOREIGN =
      new MediaType("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip");
  private static final Digest ONE = Digest.sha256("one");
  private static final Digest TWO = Digest.sha256("two");

  @TempDir Path directory;
  private RawLayout raw;

  @BeforeEach
  void startALayout() throws IOException {
    raw = new RawLayout(directory.resolve("oci"));
    raw.blob("base");
    raw.blob("app");
  }

  private PushPlan plan() throws IOException {
    return Plans.plan(directory);
  }

  private PushPlan plan(boolean includeNondistributable) throws IOException {
    return Plans.plan(directory, includeNondistributable);
  }

  private void assertErrors(String... rules) {
    Plans.assertErrors(directory, rules);
  }

  private static String layer(MediaType type, String content) {
    return RawLayout.descriptor(type, content);
  }

  private static String layers() {
    return layer(MediaType.OCI_LAYER, "base") + "," + layer(MediaType.DOCKER_LAYER_GZIP, "app");
  }

  private String image(MediaType configType, String config, String layers) throws IOException {
    raw.blob(config);
    return RawLayout.manifest(RawLayout.descriptor(configType, config), layers);
  }

  private void writeImage(String config, String layers) throws IOException {
    raw.root(MediaType.OCI_MANIFEST, image(MediaType.OCI_CONFIG, config, layers));
  }

  private static String config(Digest... diffIds) {
    String[] texts = new String[diffIds.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = diffIds[i].toString();
    }
    return RawLayout.config(texts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.oci.image.config.v1+json",
        "application/vnd.docker.container.image.v1+json"
      })
  void tellsTheDiffIdsOfLayers(String type) throws IOException {
    raw.root(MediaType.OCI_MANIFEST, image(new MediaType(type), config(ONE, TWO), layers()));

    assertThat(plan().blobs())
        .extracting(blob -> blob.descriptor().digest(), PlannedBlob::diffId)
        .containsExactly(
            tuple(Digest.sha256(config(ONE, TWO)), null),
            tuple(Digest.sha256("base"), ONE),
            tuple(Digest.sha256("app"), TWO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "{}", "{\"a\":1,\"a\":2}", "\u0000"})
  void neverParsesAConfigOfAnotherType(String config) throws IOException {
    MediaType type = new MediaType("application/vnd.cncf.helm.config.v1+json");
    raw.root(MediaType.OCI_MANIFEST, image(type, config, layers()));

    assertThat(plan().blobs()).hasSize(3).allMatch(blob -> blob.diffId() == null);
  }

  @Test
  void toleratesAMissingConfigBecauseTheRegistryMayHaveIt() throws IOException {
    writeImage(config(ONE), layers());
    Files.delete(raw.file(Digest.sha256(config(ONE)).toString()));

    assertThat(plan().blobs()).hasSize(3).allMatch(blob -> blob.diffId() == null);
  }

  @Test
  void wantsAsManyDiffIdsAsLayers() throws IOException {
    writeImage(config(ONE), layers());
    assertErrors("C3");
    writeImage(config(), layers());
    assertErrors("C3");
    writeImage(config(ONE, TWO, ONE), layers());
    assertErrors("C3");
  }

  @Test
  void countsNoDiffIdsWhereALayerIsOfAnUnknownType() throws IOException {
    writeImage(config(ONE), layers() + "," + layer(IN_TOTO, "app"));

    assertThat(plan().blobs()).allMatch(blob -> blob.diffId() == null);
  }

  @Test
  void givesLayersOfUnknownTypesNoDiffId() throws IOException {
    writeImage(config(ONE, TWO), layer(IN_TOTO, "base") + "," + layer(MediaType.OCI_LAYER, "app"));

    assertThat(plan().blobs()).extracting(PlannedBlob::diffId).containsExactly(null, null, TWO);
  }

  @Test
  void readsConfigsOfAllImagesOfAnIndexAndReportsAllThatIsWrong() throws IOException {
    String first = image(MediaType.OCI_CONFIG, "{}", layers());
    String second = image(MediaType.DOCKER_CONFIG, "[]", "");
    raw.blob(first);
    raw.blob(second);
    raw.root(
        MediaType.OCI_INDEX,
        RawLayout.index(
            MediaType.OCI_INDEX,
            RawLayout.descriptor(MediaType.OCI_MANIFEST, first)
                + ","
                + RawLayout.descriptor(MediaType.OCI_MANIFEST, second)));

    assertErrors("C1", "C1", "C2", "J1");
  }

  @Test
  void checksTheConfigsBytes() throws IOException {
    writeImage(config(ONE, TWO), layers());
    Path file = raw.file(Digest.sha256(config(ONE, TWO)).toString());
    Files.writeString(file, config(TWO, ONE));
    assertErrors("D5");
    Files.writeString(file, "cut");
    assertErrors("D4");
  }

  @Test
  void refusesAConfigOverFourMebibytes() throws IOException {
    writeImage(config(ONE, TWO) + " ".repeat(Documents.MAX_BYTES), layers());

    assertErrors("H2");
  }

  @Slow
  @Test
  void boundsWhatAllConfigsHaveTogether() throws IOException {
    String large = config(ONE) + " ".repeat(Documents.MAX_BYTES - 1_000);
    StringBuilder manifests = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      String image =
          image(MediaType.OCI_CONFIG, large, layer(MediaType.OCI_LAYER, "base"))
              .replace("\"layers\"", "\"number\":" + i + ",\"layers\"");
      raw.blob(image);
      manifests
          .append(RawLayout.descriptor(MediaType.OCI_MANIFEST, image))
          .append(i < 9 ? "," : "");
    }
    raw.root(MediaType.OCI_INDEX, RawLayout.index(MediaType.OCI_INDEX, manifests.toString()));

    assertErrors("H2");
  }

  @Test
  void allowsALayerTwice() throws IOException {
    String base = layer(MediaType.OCI_LAYER, "base");

    writeImage(config(ONE, ONE), base + "," + base);
    assertThat(plan().blobs()).extracting(PlannedBlob::diffId).containsExactly(null, ONE);
    writeImage(config(ONE, TWO), base + "," + base);
    assertErrors("C3");
  }

  @Test
  void allowsOneDiffIdForTwoLayers() throws IOException {
    writeImage(config(ONE, ONE), layers());

    assertThat(plan().blobs()).extracting(PlannedBlob::diffId).containsExactly(null, ONE, ONE);
  }

  @Test
  void takesADigestAsConfigAndAsLayer() throws IOException {
    String config = config(ONE);
    writeImage(config, layer(MediaType.OCI_LAYER, config));

    PushPlan plan = plan();

    assertThat(plan.imageId()).isEqualTo(Digest.sha256(config));
    assertThat(plan.blobs())
        .singleElement()
        .satisfies(
            blob -> {
              assertThat(blob.diffId()).isEqualTo(ONE);
              assertThat(blob.descriptor().mediaType()).isEqualTo(MediaType.OCI_LAYER);
              assertThat(blob.content()).isNotNull();
            });
  }

  @Test
  void withholdsNondistributableLayersUnlessTheyAreAskedFor() throws IOException {
    writeImage(config(ONE, TWO), layer(FOREIGN, "base") + "," + layer(MediaType.OCI_LAYER, "app"));

    assertThat(plan().blobs()).extracting(PlannedBlob::diffId).containsExactly(null, TWO);
    assertThat(plan().withheld())
        .extracting(Descriptor::digest)
        .containsExactly(Digest.sha256("base"));
    assertThat(plan(true).blobs()).extracting(PlannedBlob::diffId).containsExactly(null, ONE, TWO);
    assertThat(plan(true).withheld()).isEmpty();
  }

  @Test
  void toleratesAMissingNondistributableLayer() throws IOException {
    writeImage(config(ONE), layer(FOREIGN, "nowhere"));

    assertThat(plan().withheld()).hasSize(1);
    assertThat(plan(true).blobs()).filteredOn(blob -> blob.content() == null).hasSize(1);
  }

  @Test
  void tellsNondistributableLayersByTheirTypeNeverByUrls() throws IOException {
    String urls = "{\"urls\":[\"https://example.com/base\"],";
    writeImage(config(ONE), layer(MediaType.OCI_LAYER, "base").replace("{", urls));

    assertThat(plan().blobs()).hasSize(2);
    assertThat(plan().withheld()).isEmpty();
  }

  @Test
  void uploadsALayerThatIsNondistributableElsewhere() throws IOException {
    String base = layer(FOREIGN, "base") + "," + layer(MediaType.OCI_LAYER, "base");
    writeImage(config(ONE, ONE), base);

    assertThat(plan().blobs()).hasSize(2);
    assertThat(plan().withheld()).isEmpty();
  }
}

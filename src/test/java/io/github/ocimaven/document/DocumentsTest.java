package io.github.ocimaven.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Platform;
import io.github.ocimaven.testing.Slow;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

  private static final String EMPTY =
      """
      {"mediaType": "application/vnd.oci.empty.v1+json", "size": 2, "digest":
       "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}\
      """;

  private final Findings findings = new Findings();

  private Optional<ImageManifest> manifest(String json) {
    return Documents.readManifest(
        "blobs/sha256/m", MediaType.OCI_MANIFEST, json.getBytes(StandardCharsets.UTF_8), findings);
  }

  private Optional<ImageIndex> index(String json) {
    return Documents.readIndex(
        "index.json", MediaType.OCI_INDEX, json.getBytes(StandardCharsets.UTF_8), findings);
  }

  @Test
  void readsConfigAndLayersOfAManifestAndLeavesWhatItDoesNotKnow() {
    Optional<ImageManifest> manifest =
        manifest(
            """
            {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
             "artifactType": "application/x", "subject": %1$s, "new": {"field": [1]},
             "config": %1$s, "layers": [%1$s, %1$s]}\
            """
                .formatted(EMPTY));

    assertThat(manifest).get().extracting(image -> image.blobs().size()).isEqualTo(3);
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void readsPlatformsAndAnnotationsOfAnIndex() {
    Optional<ImageIndex> index =
        index(
            """
            {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json",
             "manifests": [{"mediaType": "application/x+y", "size": 7, "digest":
               "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
               "platform": {"os": "linux", "architecture": "arm", "variant": "v7"},
               "annotations": {"org.opencontainers.image.ref.name": "1.0"}}]}\
            """);

    assertThat(index.orElseThrow().manifests())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.platform()).isEqualTo(new Platform("linux", "arm", "v7"));
              assertThat(entry.platform()).hasToString("linux/arm/v7");
              assertThat(entry.annotations()).containsEntry(Descriptor.REF_NAME, "1.0");
              assertThat(entry.size()).isEqualTo(7);
            });
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void findsEverythingThatIsWrongWithADescriptorAtOnce() {
    manifest(
        """
        {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
         "config": {"mediaType": "nonsense", "digest": "sha256:abc", "size": -1}, "layers": []}\
        """);

    assertThat(findings.all())
        .extracting(Finding::rule, Finding::pointer, Finding::found)
        .containsExactly(
            tuple("D1", "/config/mediaType", "\"nonsense\""),
            tuple(
                "D9",
                "/config/digest",
                "\"sha256:abc\" (a sha256 digest has 64 lower-case hex digits)"),
            tuple("D3", "/config/size", "-1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"config\":EMPTY,\"layers\":[]} | M1 | /schemaVersion",
        "{\"schemaVersion\":1,\"config\":EMPTY,\"layers\":[]} | M1 | /schemaVersion",
        "{\"schemaVersion\":2,\"mediaType\":\"a/b\",\"config\":EMPTY,\"layers\":[]} | M2 | "
            + "/mediaType",
        "{\"schemaVersion\":2,\"layers\":[]} | M3 | /config",
        "{\"schemaVersion\":2,\"config\":EMPTY} | M6 | /layers",
        "{\"schemaVersion\":2,\"config\":EMPTY,\"layers\":[3]} | M6 | /layers/0",
        "{\"schemaVersion\":18446744073709551618,\"config\":EMPTY,\"layers\":[]} | M1 | "
            + "/schemaVersion",
        "{\"schemaVersion\":2,\"config\":EMPTY,\"layers\":[]} | M8 | /artifactType",
        "{\"schemaVersion\":2,\"artifactType\":null,\"config\":EMPTY,\"layers\":[]} | M8 | "
            + "/artifactType",
        "{\"schemaVersion\":2,\"artifactType\":\"a\",\"config\":EMPTY,\"layers\":[]} | M8 | "
            + "/artifactType",
        "{\"schemaVersion\":2,\"config\":EMPTY,\"layers\":[],\"subject\":\"x\"} | M10 | /subject",
        "{\"schemaVersion\":2,\"config\":EMPTY,\"layers\":[],\"subject\":{\"size\":1}} | D2 | "
            + "/subject/digest",
        "{\"schemaVersion\":2,\"config\":EMPTY,\"layers\":[],\"annotations\":[]} | A1 | "
            + "/annotations",
        "{\"schemaVersion\":2,\"config\":EMPTY,\"layers\":[],\"annotations\":{\"a/b\":1}} | A1 | "
            + "/annotations/a~1b",
        "{\"schemaVersion\":2,\"config\":EMPTY,\"layers\":[{\"mediaType\":\"a/b\",\"size\":1.5,"
            + "\"digest\":\"x\"}]} | D2 | /layers/0/digest",
      })
  void findsWhatIsWrongWithAManifest(String json, String rule, String pointer) {
    manifest(json.replace("EMPTY", EMPTY));

    assertThat(findings.all())
        .filteredOn(Finding::isError)
        .anySatisfy(
            finding -> {
              assertThat(finding.rule()).isEqualTo(rule);
              assertThat(finding.pointer()).isEqualTo(pointer);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"manifests\":[]} | I1 | /schemaVersion",
        "{\"schemaVersion\":2,\"mediaType\":3,\"manifests\":[]} | I2 | /mediaType",
        "{\"schemaVersion\":2} | I3 | /manifests",
        "{\"schemaVersion\":2,\"manifests\":{}} | I3 | /manifests",
        "{\"schemaVersion\":2,\"manifests\":[{\"platform\":{\"os\":\"linux\"}}]} | I5 | "
            + "/manifests/0/platform",
        "{\"schemaVersion\":2,\"manifests\":[],\"artifactType\":\"x\"} | I9 | /artifactType",
        "{\"schemaVersion\":2,\"manifests\":[],\"subject\":[]} | I10 | /subject",
        "{\"schemaVersion\":2,\"manifests\":[],\"subject\":{\"mediaType\":\"x\"}} | D1 | "
            + "/subject/mediaType",
        "{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"a\":null}} | A1 | /annotations/a",
      })
  void findsWhatIsWrongWithAnIndex(String json, String rule, String pointer) {
    index(json);

    assertThat(findings.all())
        .filteredOn(Finding::isError)
        .anySatisfy(
            finding -> {
              assertThat(finding.rule()).isEqualTo(rule);
              assertThat(finding.pointer()).isEqualTo(pointer);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "{} {}", "{\"a\":1,\"a\":2}", "\uFEFF{}"})
  void refusesWhatIsNoJsonObject(String json) {
    assertThat(index(json)).isEmpty();
    assertThat(findings.all())
        .singleElement()
        .satisfies(finding -> assertThat(finding.rule()).isIn("J1", "J2"));
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] latin1 = "{\"schemaVersion\": 2, \"x\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(Documents.readIndex("index.json", MediaType.OCI_INDEX, latin1, findings)).isEmpty();
    assertThat(findings.all()).extracting(Finding::rule).containsExactly("J1");
  }

  @Slow
  @Test
  void listsTheFirstHundredErrorsOfMany() {
    index("{\"schemaVersion\": 2, \"manifests\": [" + "{},".repeat(80_000) + "{}]}");

    assertThat(findings.errorCount()).isEqualTo(3 * 80_001);
    assertThat(findings.all()).filteredOn(Finding::isError).hasSize(101);
  }

  @Test
  void keepsHostileTextOnItsLine() {
    manifest(
        """
        {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
         "config": {"mediaType": "a/b", "size": 1, "digest": "x\\n[INFO] BUILD SUCCESS\\u001b[2J"},
         "layers": []}\
        """);

    assertThat(findings.all())
        .singleElement()
        .satisfies(finding -> assertThat(finding.toString()).doesNotContain("\n", "\u001b"));
  }

  @Test
  void takesAListThatGoNeverFilledForAnEmptyOne() {
    assertThat(index("{\"schemaVersion\":2,\"manifests\":null}").orElseThrow().manifests())
        .isEmpty();
    assertThat(findings.hasErrors()).isFalse();
    assertThat(findings.warnings()).extracting(Finding::rule).containsExactly("I3");
  }

  @Test
  void advisesAnImageToHaveALayer() {
    String config = EMPTY.replace("application/vnd.oci.empty.v1+json", MediaType.OCI_CONFIG.name());

    manifest("{\"schemaVersion\":2,\"config\":%s,\"layers\":[]}".formatted(config));

    assertThat(findings.hasErrors()).isFalse();
    assertThat(findings.warnings()).extracting(Finding::rule).containsExactly("M2", "M6");
  }

  @Test
  void listsWhatIsFoundTwiceOnce() {
    String index = "{\"schemaVersion\":2,\"manifests\":[{}],\"annotations\":7}";
    index(index);
    index(index);

    assertThat(findings.all()).extracting(Finding::rule).containsExactly("A1", "D1", "D2", "D3");
  }

  @Test
  void holdsDockersDocumentsToDockersRules() {
    String entry =
        EMPTY.replace("\"size\"", "\"annotations\": 1, \"artifactType\": 1, \"data\": 1, \"size\"");
    Documents.readManifest(
        "blobs/sha256/m",
        MediaType.DOCKER_MANIFEST,
        """
        {"schemaVersion": 2, "mediaType": "%s", "config": %s, "layers": [],
         "annotations": 1, "artifactType": 1, "subject": 1}\
        """
            .formatted(MediaType.DOCKER_MANIFEST, entry)
            .getBytes(StandardCharsets.UTF_8),
        findings);
    Documents.readIndex(
        "blobs/sha256/l",
        MediaType.DOCKER_MANIFEST_LIST,
        """
        {"schemaVersion": 2, "mediaType": "%s", "manifests": [%s],
         "annotations": 1, "artifactType": 1, "subject": 1}\
        """
            .formatted(MediaType.DOCKER_MANIFEST_LIST, entry)
            .getBytes(StandardCharsets.UTF_8),
        findings);

    assertThat(findings.all()).isEmpty();
  }

  @Test
  void advisesToRepeatTheMediaType() {
    String document = "{\"schemaVersion\": 2, \"manifests\": []}";

    Documents.readIndex(
        "blobs/sha256/i", MediaType.OCI_INDEX, document.getBytes(StandardCharsets.UTF_8), findings);

    assertThat(findings.hasErrors()).isFalse();
    assertThat(findings.warnings())
        .singleElement()
        .hasToString(
            "I2 blobs/sha256/i at /mediaType: nothing; expected"
                + " \"application/vnd.oci.image.index.v1+json\"");
  }

  /** As Podman 4.3, skopeo 1.9, regctl 0.11 and ctr 1.6 write it. */
  @Test
  void doesNotExpectAMediaTypeInIndexJson() {
    index("{\"schemaVersion\": 2, \"manifests\": []}");

    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"imageLayoutVersion\":\"1.0.0\"}',0,0",
    "'{}',1,0",
    "'[]',1,0",
    "'{\"imageLayoutVersion\":\"2.0.0\"}',0,1"
  })
  void readsTheLayoutsVersion(String json, int errors, int warnings) {
    Documents.readLayoutMarker("oci-layout", json.getBytes(StandardCharsets.UTF_8), findings);

    assertThat(findings.all()).filteredOn(Finding::isError).hasSize(errors);
    assertThat(findings.warnings()).hasSize(warnings);
  }
}

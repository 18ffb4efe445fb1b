package io.github.ocimaven.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What makes a document a referrer, and an artifact. */
class ReferrerDocumentsTest {

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
  void readsWhatMakesAManifestOrAnIndexAReferrer() {
    String more =
        """
        "artifactType": "application/x", "subject": %s, "annotations": {"a": "b"}\
        """
            .formatted(EMPTY);
    ImageManifest manifest =
        manifest(
                """
                {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
                 "config": %s, "layers": [], %s}\
                """
                    .formatted(EMPTY, more))
            .orElseThrow();
    ImageIndex index =
        index(
                """
                {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json",
                 "manifests": [], %s}\
                """
                    .formatted(more))
            .orElseThrow();

    assertThat(manifest.artifactType()).contains(new MediaType("application/x"));
    assertThat(manifest.subject()).map(Descriptor::mediaType).contains(MediaType.EMPTY);
    assertThat(manifest.annotations()).containsOnly(entry("a", "b"));
    assertThat(index.artifactType()).isEqualTo(manifest.artifactType());
    assertThat(index.subject()).isEqualTo(manifest.subject());
    assertThat(index.annotations()).isEqualTo(manifest.annotations());
    assertThat(findings.all()).isEmpty();
  }

  /** Tools copy the descriptor from index.json as it is there, with its name. */
  @Test
  void doesNotMindANameInTheSubject() {
    String named =
        EMPTY.replace("{", "{\"annotations\": {\"org.opencontainers.image.ref.name\": \"1.0\"}, ");
    String document =
        """
        {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
         "artifactType": "application/x", "config": %s, "layers": [], "subject": %s}\
        """;

    manifest(document.formatted(EMPTY, named));
    assertThat(findings.all()).isEmpty();

    manifest(document.formatted(named, EMPTY));
    assertThat(findings.all()).extracting(Finding::rule).containsExactly("L9");
  }

  @Test
  void readsTheArtifactTypeOfADescriptor() {
    Optional<ImageIndex> index =
        index(
            """
            {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json",
             "manifests": [%s, %s]}\
            """
                .formatted(EMPTY, EMPTY.replace("{", "{\"artifactType\": \"application/x\", ")));

    assertThat(index.orElseThrow().manifests())
        .extracting(Descriptor::artifactType)
        .containsExactly(null, new MediaType("application/x"));
  }

  @Test
  void readsNothingOfTheKindInADocumentOfDockers() {
    String json =
        """
        {"schemaVersion": 2, "mediaType": "%s", "config": %s, "layers": [],
         "artifactType": "application/x", "subject": 7, "annotations": {"a": "b"}}\
        """
            .formatted(MediaType.DOCKER_MANIFEST, EMPTY);

    ImageManifest manifest =
        Documents.readManifest(
                "m", MediaType.DOCKER_MANIFEST, json.getBytes(StandardCharsets.UTF_8), findings)
            .orElseThrow();

    assertThat(manifest.artifactType()).isEmpty();
    assertThat(manifest.subject()).isEmpty();
    assertThat(manifest.annotations()).isEmpty();
  }
}

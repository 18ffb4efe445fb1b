package io.github.ocimaven.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.testing.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Valid graphs of documents that must not be errors, and hostile graphs. */
class GraphRulesTest {

  private static final MediaType UNKNOWN = new MediaType("application/vnd.example.unknown");

  @TempDir Path directory;
  private RawLayout raw;

  @BeforeEach
  void startALayout() throws IOException {
    raw = new RawLayout(directory.resolve("oci"));
    raw.blob("x");
    raw.blob("{}");
  }

  private PushPlan plan() throws IOException {
    return Plans.plan(directory);
  }

  private void assertErrors(String... rules) {
    Plans.assertErrors(directory, rules);
  }

  private static String artifact() {
    return RawLayout.manifest(
            RawLayout.descriptor(MediaType.EMPTY, "{}"),
            RawLayout.descriptor(UNKNOWN, "x").replace("}", ",\"annotations\":{\"title\":\"x\"}}"))
        .replace(
            "\"config\"",
            "\"artifactType\":\"%s\",\"subject\":%s,\"annotations\":{\"a\":\"b\"},\"config\""
                .formatted(UNKNOWN, RawLayout.descriptor(MediaType.OCI_MANIFEST, "nowhere")));
  }

  @Test
  void acceptsAnArtifactWhoseSubjectIsElsewhere() throws IOException {
    raw.root(MediaType.OCI_MANIFEST, artifact());

    PushPlan plan = plan();

    assertThat(plan.blobs()).hasSize(2).allMatch(blob -> blob.diffId() == null);
    assertThat(plan.children()).isEmpty();
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void doesNotMindASubjectOfAnotherAlgorithm() throws IOException {
    String nowhere = Digest.sha256("nowhere").toString();
    raw.root(MediaType.OCI_MANIFEST, artifact().replace(nowhere, "sha512:" + "0".repeat(128)));

    assertThat(plan().blobs()).hasSize(2);
  }

  @Test
  void leavesUnknownFilesTypesAndFieldsAlone() throws IOException {
    String image = artifact().replace("\"config\"", "\"new\":{\"config\":[]},\"config\"");
    raw.blob(image);
    String inner =
        RawLayout.index(
                MediaType.OCI_INDEX,
                RawLayout.descriptor(UNKNOWN, "x")
                    + ","
                    + RawLayout.descriptor(MediaType.OCI_MANIFEST, image)
                        .replace("}", ",\"new\":1,\"artifactType\":\"a/b\"}"))
            .replace("\"manifests\"", "\"artifactType\":\"a/b\",\"new\":{},\"manifests\"");
    raw.blob(inner);
    raw.index(
        RawLayout.descriptor(UNKNOWN, "nowhere")
            + ","
            + RawLayout.descriptor(MediaType.OCI_INDEX, inner));
    Files.writeString(directory.resolve("oci/extra"), "x");
    Files.createDirectories(directory.resolve("oci/blobs/blake3"));
    Files.writeString(directory.resolve("oci/blobs/blake3/0aZ="), "x");

    PushPlan plan = plan();

    assertThat(plan.blobs()).hasSize(2);
    assertThat(plan.children()).hasSize(1);
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void acceptsTheAttestationsOfBuildKit() throws IOException {
    MediaType inToto = new MediaType("application/vnd.in-toto+json");
    String config =
        RawLayout.config(Digest.sha256("x").toString())
            .replace("amd64", "unknown")
            .replace("linux", "unknown");
    raw.blob(config);
    String attestation =
        RawLayout.manifest(
            RawLayout.descriptor(MediaType.OCI_CONFIG, config), RawLayout.descriptor(inToto, "x"));
    raw.blob(attestation);
    raw.root(
        MediaType.OCI_INDEX,
        RawLayout.index(
            MediaType.OCI_INDEX,
            RawLayout.descriptor(MediaType.OCI_MANIFEST, attestation)
                .replace(
                    "}",
                    ",\"platform\":{\"architecture\":\"unknown\",\"os\":\"unknown\"},"
                        + "\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\"}}")));

    PushPlan plan = plan();

    assertThat(plan.blobs()).hasSize(2).allMatch(blob -> blob.diffId() == null);
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void acceptsDockersManifestLists() throws IOException {
    String config = RawLayout.config();
    raw.blob(config);
    String image =
        RawLayout.manifest(RawLayout.descriptor(MediaType.DOCKER_CONFIG, config), "")
            .replace(MediaType.OCI_MANIFEST.name(), MediaType.DOCKER_MANIFEST.name());
    raw.blob(image);
    raw.root(
        MediaType.DOCKER_MANIFEST_LIST,
        RawLayout.index(
            MediaType.DOCKER_MANIFEST_LIST,
            RawLayout.descriptor(MediaType.DOCKER_MANIFEST, image)
                .replace(
                    "}",
                    ",\"platform\":{\"architecture\":\"arm\",\"os\":\"linux\",\"features\":[]}}")));

    PushPlan plan = plan();

    assertThat(plan.children()).hasSize(1);
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void saysWhatCannotBePushedUnderItsDigest() throws IOException {
    String md5 = "{\"mediaType\":\"a/b\",\"digest\":\"md5:00\",\"size\":1}";
    raw.root(MediaType.OCI_MANIFEST, RawLayout.manifest(RawLayout.descriptor(UNKNOWN, "x"), md5));
    assertErrors("D10");
    raw.index(
        RawLayout.descriptor(MediaType.OCI_MANIFEST, "x")
            .replace(Digest.sha256("x").toString(), "sha512:" + "0".repeat(128)));
    assertErrors("D10");
  }

  @Test
  void endsWhereAnIndexLiesAboutContainingItself() throws IOException {
    // Nothing contains its own hash, so a document refers to itself only under a false digest.
    String digest = Digest.sha256("x").toString();
    String self = "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}";
    String index =
        RawLayout.index(MediaType.OCI_INDEX, self.formatted(MediaType.OCI_INDEX, digest, 1_000));
    String padded = index + " ".repeat(1_000 - index.length());
    Files.writeString(raw.file(digest), padded);
    raw.index(self.formatted(MediaType.OCI_INDEX, digest, 1_000));

    assertErrors("D5");
  }

  @Test
  void endsAtTheEighthOfAHundredIndexes() throws IOException {
    String inner = RawLayout.index(MediaType.OCI_INDEX, "");
    for (int depth = 0; depth < 100; depth++) {
      raw.blob(inner);
      inner =
          RawLayout.index(MediaType.OCI_INDEX, RawLayout.descriptor(MediaType.OCI_INDEX, inner));
    }
    raw.root(MediaType.OCI_INDEX, inner);

    assertErrors("I8");
  }

  @Slow
  @Test
  void endsAtTheFiveThousandthOfManyManifests() throws IOException {
    String entry = RawLayout.descriptor(MediaType.OCI_MANIFEST, "x");
    raw.root(
        MediaType.OCI_INDEX,
        RawLayout.index(MediaType.OCI_INDEX, (entry + ",").repeat(9_999) + entry));

    assertErrors("J1", "H4");
  }

  @Test
  void survivesHostileManifestsBelowAnIndex() throws IOException {
    String deep = "[".repeat(100_000);
    raw.blob(deep);
    raw.root(
        MediaType.OCI_INDEX,
        RawLayout.index(MediaType.OCI_INDEX, RawLayout.descriptor(MediaType.OCI_MANIFEST, deep)));

    assertErrors("J1");
  }
}

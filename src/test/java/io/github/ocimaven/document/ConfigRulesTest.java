package io.github.ocimaven.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigRulesTest {

  private static final String VALID =
      "\"architecture\":\"arm\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}";

  private final Findings findings = new Findings();

  private Optional<ImageConfig> read(String json) {
    return Documents.readConfig("c", json.getBytes(StandardCharsets.UTF_8), findings);
  }

  @Test
  void readsPlatformAndDiffIdsAndLeavesWhatItDoesNotKnow() {
    Digest sha256 = Digest.sha256("x");
    Digest sha512 = new Digest("sha512", "0".repeat(128));

    Optional<ImageConfig> config =
        read(
            """
            {"architecture": "arm", "os": "linux", "variant": "v7", "new": {"field": 1},
             "created": "2024-01-02T03:04:05.123456789Z", "author": 7, "history": [{}, {}],
             "config": {"Labels": {"a": "b", "c": ""}, "Env": null, "OnBuild": 1},
             "rootfs": {"type": "layers", "diff_ids": ["%s", "%s"], "new": 1}}"""
                .formatted(sha256, sha512));

    assertThat(config.orElseThrow().diffIds()).containsExactly(sha256, sha512);
    assertThat(config.orElseThrow().architecture()).isEqualTo("arm");
    assertThat(config.orElseThrow().os()).isEqualTo("linux");
    assertThat(config.orElseThrow().variant()).isEqualTo("v7");
    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // what cosign writes for a signature, BuildKit for an attestation, Docker FROM scratch
        "{\"architecture\":\"\",\"created\":\"0001-01-01T00:00:00Z\",\"history\":[{\"created\":"
            + "\"0001-01-01T00:00:00Z\"}],\"os\":\"\",\"rootfs\":{\"type\":\"layers\","
            + "\"diff_ids\":[]},\"config\":{}}",
        "{\"architecture\":\"unknown\",\"os\":\"unknown\",\"config\":{},\"rootfs\":{\"type\":"
            + "\"layers\",\"diff_ids\":null}}",
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Labels\":null},\"rootfs\":"
            + "{\"type\":\"layers\"},\"docker_version\":\"26\",\"container_config\":[]}",
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":null,\"created\":null,"
            + "\"variant\":null,\"rootfs\":{\"type\":\"layers\"}}",
      })
  void acceptsWhatToolsWrite(String json) {
    assertThat(read(json).orElseThrow().diffIds()).isEmpty();
    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\"}} | C1 | /architecture",
        "{\"architecture\":\"arm\",\"os\":null,\"rootfs\":{\"type\":\"layers\"}} | C1 | /os",
        "{\"architecture\":\"arm\",\"os\":\"linux\"} | C2 | /rootfs",
        "{\"architecture\":\"arm\",\"os\":\"linux\",\"rootfs\":{}} | C2 | /rootfs/type",
        "{\"architecture\":\"arm\",\"os\":\"linux\",\"rootfs\":{\"type\":\"x\"}} | C2 | "
            + "/rootfs/type",
        "{\"architecture\":\"arm\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":"
            + "{}}} | C3 | /rootfs/diff_ids",
        "{\"architecture\":\"arm\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":"
            + "[\"sha256:ABC\"]}} | C3 | /rootfs/diff_ids/0",
        "{\"architecture\":\"arm\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":"
            + "[null]}} | C3 | /rootfs/diff_ids/0",
        "{VALID,\"config\":[]} | C5 | /config",
        "{VALID,\"config\":{\"Labels\":[]}} | C5 | /config/Labels",
        "{VALID,\"config\":{\"Labels\":{\"a\":1}}} | C5 | /config/Labels/a",
        "{VALID,\"created\":1} | C6 | /created",
        "{VALID,\"os\":\"linux\"} | J2 | ''",
        "[] | J1 | ''",
      })
  void findsWhatIsWrong(String json, String rule, String pointer) {
    read(json.replace("VALID", VALID));

    assertThat(findings.all())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.isError()).isTrue();
              assertThat(finding.rule()).isEqualTo(rule);
              assertThat(finding.pointer()).isEqualTo(pointer);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:01+00:00",
        "2024-02-29t23:59:60.5z",
        "2024-01-02T03:04:05.123456789-23:59",
      })
  void acceptsDatesOfRfc3339(String created) {
    read("{%s,\"created\":\"%s\"}".formatted(VALID, created));

    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024-01-02",
        "2024-01-02T03:04Z",
        "2024-01-02 03:04:05Z",
        "2024-01-02T03:04:05",
        "2024-01-02T03:04:05.Z",
        "2024-01-02T24:00:00Z",
        "2023-02-29T00:00:00Z",
        "2024-01-02T03:04:05+0100",
        "20240-01-02T03:04:05Z",
      })
  void findsOtherDates(String created) {
    read("{%s,\"created\":\"%s\"}".formatted(VALID, created));

    assertThat(findings.all()).extracting(Finding::rule).containsExactly("C6");
  }
}

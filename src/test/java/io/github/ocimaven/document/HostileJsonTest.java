package io.github.ocimaven.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.testing.Slow;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are not JSON, or JSON crafted to harm its reader. */
class HostileJsonTest {

  private final Findings findings = new Findings();

  private void read(String json) {
    read(json.getBytes(StandardCharsets.UTF_8));
  }

  private void read(byte[] bytes) {
    assertThat(Documents.readIndex("i", MediaType.OCI_INDEX, bytes, findings)).isEmpty();
    assertThat(Documents.readManifest("m", MediaType.OCI_MANIFEST, bytes, findings)).isEmpty();
    assertThat(Documents.readConfig("c", bytes, findings)).isEmpty();
    assertThat(findings.all()).extracting(Finding::file).containsExactly("i", "m", "c");
    assertThat(findings.all()).allMatch(Finding::isError);
  }

  private void assertRule(String rule) {
    assertThat(findings.all()).extracting(Finding::rule).containsOnly(rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{} {}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":01}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{} // comment",
        "{\"a\":\"\u0000\"}",
        "\uFEFF{}",
      })
  void refusesWhatIsNoJsonObject(String json) {
    read(json);

    assertRule("J1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"x\":[{\"y\":{\"a\":1,\"b\":2,\"a\":3}}]}",
      })
  void refusesANameTwice(String json) {
    read(json);

    assertRule("J2");
  }

  @ParameterizedTest
  @CsvSource({"c3, 28", "ed, a0", "c0, 80", "ff, fe"})
  void refusesBytesThatAreNotUtf8(String first, String second) {
    byte[] bytes = "{\"a\":\"..\"}".getBytes(StandardCharsets.UTF_8);
    bytes[6] = (byte) Integer.parseInt(first, 16);
    bytes[7] = (byte) Integer.parseInt(second, 16);

    read(bytes);

    assertRule("J1");
  }

  @Test
  void refusesUtf16() {
    read("{}".getBytes(StandardCharsets.UTF_16));

    assertRule("J1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void refusesDeepNesting(String opening) {
    read("{\"x\":" + opening.repeat(100_000));

    assertRule("J1");
  }

  @Slow
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {"[] 600000", "{} 125000", "'a' 990000", "1 250000"})
  void refusesMoreValuesThanAnyDocumentNeeds(String value, int count) {
    read("{\"x\":[" + (value.replace('\'', '"') + ",").repeat(count) + "1]}");

    assertRule("J1");
  }

  /** Each with a type, digest, size and annotation. */
  @Slow
  @Test
  void readsAsManyDescriptorsAsAnImageMayHave() {
    String descriptor =
        "{\"mediaType\":\"%s\",\"digest\":\"sha256:%s\",\"size\":1,\"annotations\":{\"a\":\"b\"}},"
            .formatted(MediaType.OCI_LAYER, "0".repeat(64))
            .repeat(5_000);

    Documents.readManifest(
        "m",
        MediaType.OCI_MANIFEST,
        "{\"layers\":[%s]}"
            .formatted(descriptor.substring(0, descriptor.length() - 1))
            .getBytes(StandardCharsets.UTF_8),
        findings);

    assertThat(findings.all()).extracting(Finding::rule).doesNotContain("J1");
  }

  @Test
  void refusesLongNames() {
    read("{\"" + "a".repeat(100_000) + "\":1}");

    assertRule("J1");
  }

  @Slow
  @Test
  void refusesLongNumbers() {
    read("{\"size\":" + "9".repeat(Documents.MAX_BYTES - 9) + "}");

    assertRule("J1");
  }

  @Slow
  @Test
  void readsLoneSurrogatesAndLongStringsAndLargeNumbers() {
    String value = "\\ud800" + "a".repeat(3_000_000);

    Documents.readIndex(
        "i",
        MediaType.OCI_INDEX,
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[],\"x\":[\"%s\",1e999999999]}"
            .formatted(MediaType.OCI_INDEX, value)
            .getBytes(StandardCharsets.UTF_8),
        findings);

    assertThat(findings.all()).isEmpty();
  }

  @Slow
  @Test
  void listsALongValueCutOff() {
    Documents.readIndex(
        "i",
        MediaType.OCI_INDEX,
        "{\"schemaVersion\":\"%s\",\"manifests\":[]}"
            .formatted("a".repeat(3_000_000))
            .getBytes(StandardCharsets.UTF_8),
        findings);

    assertThat(findings.all())
        .filteredOn(Finding::isError)
        .singleElement()
        .satisfies(finding -> assertThat(finding.found()).hasSizeLessThan(200));
  }
}

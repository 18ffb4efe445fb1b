package io.github.ocimaven.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for a descriptor's properties, tested with an index's only entry. */
class DescriptorRulesTest {

  private static final String HELLO = Digest.sha256("hello").toString();

  private final Findings findings = new Findings();

  private List<Descriptor> read(String file, String entry) {
    String index =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(MediaType.OCI_INDEX, entry);
    return Documents.readIndex(
            file, MediaType.OCI_INDEX, index.getBytes(StandardCharsets.UTF_8), findings)
        .orElseThrow()
        .manifests();
  }

  private void readWith(String property) {
    read("i", "{\"mediaType\":\"a/b\",\"size\":5,\"digest\":\"%s\",%s}".formatted(HELLO, property));
  }

  private void assertOneFinding(String rule, boolean error, String pointer) {
    assertThat(findings.all())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo(rule);
              assertThat(finding.isError()).isEqualTo(error);
              assertThat(finding.pointer()).isEqualTo("/manifests/0" + pointer);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"urls\":null",
        "\"urls\":[]",
        "\"urls\":[\"https://example.com/a?b=c#d\",\"HTTP://u:p%20@[::1]:80\"]",
        "\"data\":null",
        "\"data\":\"aGVsbG8=\"",
        "\"artifactType\":\"application/vnd.x+json\"",
        "\"annotations\":null",
        "\"annotations\":{\"a\":\"\",\"b\":\"\\ud800\"}",
        "\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"}",
        "\"platform\":{\"os\":\"\",\"architecture\":\"\",\"os.features\":7}",
        "\"new\":{\"field\":[]}",
      })
  void acceptsWhatIsAllowed(String property) {
    readWith(property);

    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"urls\":\"https://example.com\" | D6 | true | /urls",
        "\"urls\":[1] | D6 | true | /urls/0",
        "\"urls\":[\"https://example.com/a b\"] | D6 | true | /urls/0",
        "\"urls\":[\"https://example.com/%zz\"] | D6 | true | /urls/0",
        "\"urls\":[\"https://example.com/ä\"] | D6 | true | /urls/0",
        "\"urls\":[\"https://[::1\"] | D6 | true | /urls/0",
        "\"urls\":[\"1a:b\"] | D6 | true | /urls/0",
        "\"urls\":[\"ftp://example.com/a\"] | D6 | false | /urls/0",
        "\"urls\":[\"a/b\"] | D6 | false | /urls/0",
        "\"data\":1 | D7 | true | /data",
        "\"data\":\"aGVsbG8\" | D7 | true | /data",
        "\"data\":\"a-_sbG8=\" | D7 | true | /data",
        "\"data\":\"aGVs\" | D7 | true | /data",
        "\"data\":\"\" | D7 | true | /data",
        "\"data\":\"aGVsbGE=\" | D7 | true | /data",
        "\"artifactType\":\"text\" | D8 | true | /artifactType",
        "\"artifactType\":{} | D8 | true | /artifactType",
        "\"annotations\":\"a\" | A1 | true | /annotations",
        "\"annotations\":{\"a\":{}} | A1 | true | /annotations/a",
        "\"annotations\":{\"org.opencontainers.image.ref.name\":\"1\"} | L9 | false | "
            + "/annotations/org.opencontainers.image.ref.name",
        "\"platform\":[] | I5 | true | /platform",
        "\"platform\":{\"os\":\"linux\",\"architecture\":null} | I5 | true | /platform",
      })
  void findsWhatIsNot(String property, String rule, boolean error, String pointer) {
    readWith(property);

    assertOneFinding(rule, error, pointer);
  }

  @ParameterizedTest
  @CsvSource({
    "SHA256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a, D2",
    "sha256:44136FA355B3678A1146AD16F7E8649E94FB4FC21FE77E8310C060F61CAAFF8A, D9",
    "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8, D9",
    "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8aa, D9",
    "sha256:, D9",
    "sha512:00, D9",
    "sha256, D2",
    "'', D2",
    "md5:, D2",
    "md5:a/../b, D2",
    "\\ud800:00, D2",
  })
  void findsMalformedDigests(String digest, String rule) {
    assertThat(read("i", "{\"mediaType\":\"a/b\",\"size\":1,\"digest\":\"%s\"}".formatted(digest)))
        .isEmpty();

    assertOneFinding(rule, true, "/digest");
  }

  @Test
  void findsNothingWrongWithAnAlgorithmThatFitsTheGrammar() {
    assertThat(read("i", "{\"mediaType\":\"a/b\",\"size\":1,\"digest\":\"multi+b64u:aZ_=-\"}"))
        .hasSize(1);

    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "1.0", "\"1\"", "1e0", "1e999999999", "9223372036854775808", "[]", "-1"})
  void findsMalformedSizes(String size) {
    read("i", "{\"mediaType\":\"a/b\",\"size\":%s,\"digest\":\"%s\"}".formatted(size, HELLO));

    assertOneFinding("D3", true, "/size");
  }

  @Test
  void knowsTheEmptyDescriptor() {
    String empty = "{\"mediaType\":\"%s\",\"size\":%d,\"digest\":\"%s\"}";

    read("i", empty.formatted(MediaType.EMPTY, 2, Digest.sha256("{}")));
    assertThat(findings.all()).isEmpty();
    read("i", empty.formatted(MediaType.EMPTY, 3, Digest.sha256("{}")));
    read("j", empty.formatted(MediaType.EMPTY, 2, HELLO));
    assertThat(findings.all()).extracting(Finding::rule).containsExactly("M9", "M9");
  }

  @Test
  void advisesToGiveAnImagesPlatformInAnIndexThatIsAnImage() {
    String entry = "{\"mediaType\":\"%s\",\"size\":5,\"digest\":\"%s\"%s}";
    String image = entry.formatted(MediaType.OCI_MANIFEST, HELLO, "");

    read("index.json", image);
    read("i", entry.formatted(MediaType.OCI_INDEX, HELLO, ""));
    read("i", entry.formatted("a/b", HELLO, ""));
    read("i", entry.formatted(MediaType.OCI_MANIFEST, HELLO, ",\"artifactType\":\"a/b\""));
    assertThat(findings.all()).isEmpty();
    read("i", image);
    read("j", entry.formatted(MediaType.DOCKER_MANIFEST, HELLO, ",\"platform\":null"));
    assertThat(findings.warnings()).extracting(Finding::rule).containsExactly("I7", "I7");
    assertThat(findings.hasErrors()).isFalse();
  }

  @Test
  void allowsRefNamesInALayoutsIndex() {
    List<Descriptor> entries =
        read(
            "index.json",
            "{\"mediaType\":\"a/b\",\"size\":5,\"digest\":\"%s\",\"annotations\":{\"%s\":\"1\"}}"
                .formatted(HELLO, Descriptor.REF_NAME));

    assertThat(entries)
        .singleElement()
        .satisfies(
            entry -> assertThat(entry.annotations()).containsEntry(Descriptor.REF_NAME, "1"));
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void readsLongUrlsWithoutOverflow() {
    readWith(
        "\"urls\":[\"https://%s:%s@%s/%s\"]"
            .formatted(
                "u".repeat(100_000),
                "%20".repeat(100_000),
                "h%20".repeat(100_000),
                "a/".repeat(100_000)));

    assertThat(findings.all()).isEmpty();
  }
}

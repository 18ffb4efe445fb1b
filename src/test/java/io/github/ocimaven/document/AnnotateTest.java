package io.github.ocimaven.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Annotations change their part of a document; everything else is kept byte for byte. */
class AnnotateTest {

  private static String annotate(String document, Map<String, String> annotations) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    return new String(
        DocumentWriter.annotate(bytes, new TreeMap<>(annotations)), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-1.50E+3",
        "12345678901234567890123",
        "true",
        "null",
        "\"\"",
        "\"\\u00e9 é € 😀 \\\" , } \"",
        "{}",
        "{ \"annotations\" : {\"a\":1} }",
        "[ ]",
        "[ {\"annotations\": {}}, 2 ]",
      })
  void addsAnnotationsBehindTheLastMember(String last) {
    assertThat(annotate("{\"x\":1.0, \"é\" :\t" + last + "\n}\n", Map.of("b", "2", "a", "1")))
        .isEqualTo(
            "{\"x\":1.0, \"é\" :\t" + last + ",\"annotations\":{\"a\":\"1\",\"b\":\"2\"}\n}\n");
  }

  @Test
  void addsAnnotationsToAnObjectWithoutMembers() {
    assertThat(annotate(" { } ", Map.of("a", "1"))).isEqualTo(" {\"annotations\":{\"a\":\"1\"} } ");
  }

  @Test
  void addsToTheAnnotationsThatAreThere() {
    assertThat(
            annotate(
                "{\"annotations\" : { \"z\": \"\\u007a\", \"a\" :\"old\" } , \"n\": 1e2}",
                Map.of("a", "new", "b", "2")))
        .isEqualTo(
            "{\"annotations\" : { \"z\": \"\\u007a\", \"a\" :\"new\",\"b\":\"2\" } , \"n\": 1e2}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", " { } ", "null"})
  void fillsAnnotationsThatAreEmpty(String empty) {
    assertThat(annotate("{\"annotations\":" + empty + ",\"n\":1}", Map.of("a", "1")))
        .matches("\\{\"annotations\": ?\\{\"a\":\"1\" ?},? ?,\"n\":1}");
  }

  @Test
  void changesNothingWhereNothingIsNew() {
    String document = "{ \"annotations\": { \"b\":\"\\u0032\", \"a\":\"1\" } }";

    assertThat(annotate(document, Map.of("a", "1", "b", "2"))).isEqualTo(document);
    assertThat(annotate(document, Map.of())).isEqualTo(document);
  }

  @Test
  void escapesWhatJsonWantsEscaped() {
    assertThat(annotate("{}", Map.of("a\"", "\\ \" \t é €")))
        .isEqualTo("{\"annotations\":{\"a\\\"\":\"\\\\ \\\" \\t é €\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"n\":1}", "{\"annotations\":{}}"})
  void copesWithAByteOrderMark(String document) {
    assertThat(annotate("\uFEFF" + document, Map.of("a", "1")))
        .isEqualTo("\uFEFF" + annotate(document, Map.of("a", "1")));
  }

  /** The library could not write an unpaired surrogate. */
  @Test
  void keepsTextThatItCouldNotWrite() {
    assertThat(annotate("{\"annotations\":{\"x\":\"\\ud800\"}}", Map.of("a", "1")))
        .isEqualTo("{\"annotations\":{\"x\":\"\\ud800\",\"a\":\"1\"}}");
  }
}

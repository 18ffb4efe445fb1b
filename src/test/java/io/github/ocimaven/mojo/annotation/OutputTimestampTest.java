package io.github.ocimaven.mojo.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.source.AnnotateException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTimestampTest {

  private static Optional<String> read(String property, Map<String, String> variables) {
    return OutputTimestamp.read(
        name -> Optional.of(property).filter(p -> name.equals("project.build.outputTimestamp")),
        new UserEnvironment(variables, Path.of("home"), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00+02:00, 2026-01-31T10:00:00Z",
    "2026-01-31T12:00:00, 2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00.999Z, 2026-01-31T12:00:00Z",
    "1769860800, 2026-01-31T12:00:00Z",
    "0, 1970-01-01T00:00:00Z",
    "' 10 ', 1970-01-01T00:00:10Z",
  })
  void writesTheTimeInUtc(String property, String time) {
    assertThat(read(property, Map.of())).contains(time);
  }

  @Test
  void writesTheSameTimeEverywhere() {
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab-ca-islamic"));

      assertThat(read("2026-01-31T12:00:00", Map.of())).contains("2026-01-31T12:00:00Z");
      assertThat(read("1769860800", Map.of())).contains("2026-01-31T12:00:00Z");
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x", "-"})
  void readsASingleCharacterAsNone(String property) {
    assertThat(read(property, Map.of())).isEmpty();
    assertThat(read(property, Map.of("SOURCE_DATE_EPOCH", "10"))).contains("1970-01-01T00:00:10Z");
  }

  @Test
  void believesThePropertyFirst() {
    assertThat(read("20", Map.of("SOURCE_DATE_EPOCH", "10"))).contains("1970-01-01T00:00:20Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-01-31",
        "2026-02-30T12:00:00Z",
        "-10",
        "253402300800",
        "999999999999999999",
        "9999999999999999999999",
        "+12026-01-31T12:00:00Z",
        "${git.commit.time}",
      })
  void refusesWhatIsNoTime(String property) {
    assertThatThrownBy(() -> read(property, Map.of()))
        .isInstanceOf(AnnotateException.class)
        .hasMessage(
            "Cannot annotate the image: project.build.outputTimestamp '"
                + property
                + "' is not a date with a time; write it as 2026-01-31T12:00:00Z or as seconds since"
                + " 1970, or leave 'annotate' out");
  }

  @Test
  void namesTheVariableThatIsNoTime() {
    assertThatThrownBy(() -> read("", Map.of("SOURCE_DATE_EPOCH", "now")))
        .hasMessageStartingWith("Cannot annotate the image: SOURCE_DATE_EPOCH 'now' is not a date");
  }
}

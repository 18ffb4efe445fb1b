package io.github.ocimaven.registry.jib.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

  private static Token parse(String json) throws IOException {
    return Token.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'token':'abc'}",
        "{'access_token':'abc'}",
        "{'token':'','access_token':'abc'}",
        "{'token':null,'access_token':'abc'}",
        "{'token':7,'access_token':'abc'}",
        "{'token':'abc','access_token':'other'}",
      })
  void readsTokenOrAccessToken(String json) throws IOException {
    assertThat(parse(json.replace('\'', '"')).value()).isEqualTo("abc");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 60",
    "',\"expires_in\":5', 5",
    "',\"expires_in\":\"300\"', 300",
    "',\"expires_in\":0', 60",
    "',\"expires_in\":-7', 60",
    "',\"expires_in\":9223372036854775807', 86400",
    "',\"expires_in\":null', 60",
    "',\"expires_in\":[]', 60",
  })
  void lives60SecondsWhereNothingElseIsSaid(String field, long seconds) throws IOException {
    assertThat(parse("{\"token\":\"abc\"" + field + "}").lifetime())
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "7", "[]", "{}", "{\"token\":[]}", "{\"token\":\"\"}", "\"abc\""})
  void refusesAnAnswerWithoutToken(String json) {
    assertThatThrownBy(() -> parse(json)).hasMessage("its response contains no token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{\"token\":\"s3cret", "\u0000"})
  void quotesNothingOfWhatIsNoJson(String text) {
    assertThatThrownBy(() -> parse(text)).hasMessage("its response is not JSON").hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\nX-Evil: 1", "a\\r", "a\\u0000", "a b", "\\u00e4", "\\u2028"})
  void refusesATokenThatWouldBreakOutOfItsHeader(String token) {
    assertThatThrownBy(() -> parse("{\"token\":\"" + token + "\"}"))
        .hasMessage("its response contains a token that does not fit into a header");
  }

  @Test
  void refusesATokenOfMoreThan64KiB() throws IOException {
    String longest = "a".repeat(64 * 1024);

    assertThat(parse("{\"token\":\"" + longest + "\"}").value()).hasSize(64 * 1024);
    assertThatThrownBy(() -> parse("{\"token\":\"" + longest + "a\"}"))
        .hasMessageContaining("does not fit into a header");
  }

  @Test
  void tellsNoSecret() throws IOException {
    assertThat(parse("{\"token\":\"abc\"}")).hasToString("a token for 60 s");
  }
}

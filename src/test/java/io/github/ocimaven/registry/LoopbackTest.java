package io.github.ocimaven.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopbackTest {

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "LOCALHOST, true",
    "localhost., true",
    "reg.localhost, true",
    "127.0.0.1, true",
    "127.1.2.3, true",
    "[::1], true",
    "::1, true",
    "0:0:0:0:0:0:0:1, true",
    "::ffff:127.0.0.1, true",
    "::2, false",
    "[fe80::1], false",
    "localhost.example.com, false",
    "127.0.0.1.example.com, false",
    "127.1, false",
    "10.0.0.1, false",
    "example.com, false",
  })
  void isKnownByItsForm(String host, boolean loopback) {
    assertThat(Loopback.is(host)).isEqualTo(loopback);
  }
}

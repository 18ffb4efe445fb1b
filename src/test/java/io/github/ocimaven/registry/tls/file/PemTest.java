package io.github.ocimaven.registry.tls.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PemTest {

  @Test
  void noTextTellsAKey() {
    assertThat(new Pem("PRIVATE KEY", "c2VjcmV0")).hasToString("PRIVATE KEY");
  }
}

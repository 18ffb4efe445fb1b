package io.github.ocimaven.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

  private static final String EMPTY_OBJECT =
      "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

  @Test
  void hashesTheEmptyDescriptorAsTheSpecificationSays() {
    assertThat(Digest.sha256("{}")).isEqualTo(Digest.parse(EMPTY_OBJECT)).hasToString(EMPTY_OBJECT);
  }

  @Test
  void holdsAnAlgorithmThatOnlyFitsTheGrammar() {
    Digest digest = Digest.parse("sha256+b64u:LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564");

    assertThat(digest.isSha256()).isFalse();
  }

  @Test
  void refusesAnEndlessAlgorithmWithoutOverflowingTheStack() {
    assertThatIllegalArgumentException().isThrownBy(() -> Digest.parse("a.".repeat(50_000) + ":x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256",
        "sha256:",
        ":abc",
        "SHA256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        "sha256:44136FA355B3678A1146AD16F7E8649E94FB4FC21FE77E8310C060F61CAAFF8A",
        "sha256:44136fa3",
        "sha512:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        "md5:../../etc/passwd",
      })
  void refusesWhatIsNoDigest(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Digest.parse(text));
  }
}

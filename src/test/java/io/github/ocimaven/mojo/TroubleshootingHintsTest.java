package io.github.ocimaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TroubleshootingHintsTest {

  private static final Map<String, String> PROPERTIES =
      Map.of("source", "oci.source", "timeout", "oci.timeout");

  @Test
  void saysHowAParameterIsSetAtItsFirstMention() {
    assertThat(told("set 'source' to a path; 'source' may have a prefix, or raise 'timeout'"))
        .isEqualTo(
            "set 'source' (-Doci.source=…) to a path; 'source' may have a prefix, or raise"
                + " 'timeout' (-Doci.timeout=…)");
  }

  @Test
  void leavesOtherWordsAndWhatIsSaidAlready() {
    assertThat(told("running 'docker' failed; set 'source' (-Doci.source=docker-archive:FILE)"))
        .isEqualTo("running 'docker' failed; set 'source' (-Doci.source=docker-archive:FILE)");
  }

  @Test
  void takesSignsOfReplacementsLiterally() {
    assertThat(told("a path with $1 and \\ in it; set 'source'"))
        .isEqualTo("a path with $1 and \\ in it; set 'source' (-Doci.source=…)");
  }

  private static String told(String message) {
    return Troubleshooting.withProperties(message, PROPERTIES::get);
  }
}

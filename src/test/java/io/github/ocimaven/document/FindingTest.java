package io.github.ocimaven.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.document.Finding.Severity;
import io.github.ocimaven.text.ForeignText;
import org.junit.jupiter.api.Test;

class FindingTest {

  private static Finding finding(String pointer, String found) {
    return new Finding(Severity.ERROR, "D3", "index.json", pointer, found, "a size");
  }

  @Test
  void isALineWithOrWithoutTheFile() {
    Finding place = finding("/manifests/0/size", "-1");
    Finding whole = finding("", "nothing");

    assertThat(place).hasToString("D3 index.json at /manifests/0/size: -1; expected a size");
    assertThat(place.withoutFile()).isEqualTo("D3 at /manifests/0/size: -1; expected a size");
    assertThat(whole).hasToString("D3 index.json: nothing; expected a size");
    assertThat(whole.withoutFile()).isEqualTo("D3: nothing; expected a size");
  }

  @Test
  void keepsForeignTextInItsLine() {
    // A line feed, an escape sequence, its C1 form, a line separator, a mark that reorders text.
    String hostile = "a\nb\u001b[2Jc\u009b2Jd\u2028e\u202ef";

    assertThat(finding("", hostile).withoutFile())
        .isEqualTo("D3: a�b�[2Jc�2Jd�e�f; expected a size");
    assertThat(ForeignText.printable(hostile)).isEqualTo("a�b�[2Jc�2Jd�e�f");
    assertThat(ForeignText.printable("x".repeat(10_000), 500)).hasSize(501).endsWith("…");
  }
}

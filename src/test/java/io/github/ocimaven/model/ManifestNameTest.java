package io.github.ocimaven.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ManifestNameTest {

  @Test
  void itsTextIsTheOneThatUrlsHave() {
    Digest digest = Digest.sha256("{}");

    assertThat(ManifestName.tag("1.0")).hasToString("1.0");
    assertThat(ManifestName.of(digest)).hasToString(digest.toString());
  }

  @Test
  void aDigestIsNoTag() {
    assertThatThrownBy(() -> ManifestName.tag(Digest.sha256("{}").toString()))
        .isInstanceOf(InvalidReferenceException.class);
  }
}

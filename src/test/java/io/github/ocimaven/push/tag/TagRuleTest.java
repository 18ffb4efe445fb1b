package io.github.ocimaven.push.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.push.tag.TagRule.Overwrite;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagRuleTest {

  @ParameterizedTest(name = "{1} beside version {0}: {2}")
  @CsvSource({
    // the project's version itself
    "1.2.3,           1.2.3,              true",
    "1.2.3,           v1.2.3,             true",
    "v1.2.3,          1.2.3,              true",
    "1,               1,                  true",
    "2026-11,         2026-11,            true",
    "1.2.3.Final,     1.2.3.Final,        true",
    "1.2.3-SNAPSHOT,  1.2.3-SNAPSHOT,     false",
    "1.2.3-SNAPSHOT,  1.2.3-snapshot,     false",
    "2026-SNAPSHOT,   2026-SNAPSHOT,      false",
    // tags that look like a version
    "1.2.3,           0.9,                true",
    "1.2.3,           v2.0-alpine,        true",
    "1.2.3,           1.2.3-jdk17,        true",
    "1.2.3,           2.0-SNAPSHOT,       false",
    "1.2.3-SNAPSHOT,  1.2.3,              true",
    "1.2.3.Final,     1.2.3,              true",
    ",                1.0,                true",
    ",                V1.0,               true",
    // a shorter form of the project's version
    "1.2.3,           1.2,                false",
    "1.2.3,           v1.2,               false",
    "1.2.3,           1,                  false",
    "1.2.3-SNAPSHOT,  1.2,                false",
    "1.2.3-rc.1,      1.2,                false",
    "1.20,            1.2,                true",
    "1.2.,            1.2,                true",
    // other tags
    "1.2.3,           latest,             false",
    "1.2.3,           main,               false",
    "1.2.3,           2,                  false",
    "1.2.3,           v2,                 false",
    "1.2.3,           1.x,                false",
    "1.2.3,           version-2.0,        false",
    "1.2.3,           1-alpine,           false",
    ",                latest,             false",
    ",                v1,                 false",
  })
  void knowsReleaseTags(@Nullable String version, String tag, boolean release) {
    assertThat(new TagRule(Overwrite.ALWAYS, version).isRelease(tag)).isEqualTo(release);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "ALWAYS, 1.0, true", "ALWAYS, latest, true",
    "SNAPSHOTS, 1.0, false", "SNAPSHOTS, latest, true",
    "NEVER, 1.0, false", "NEVER, latest, false",
  })
  void letsTagsMove(Overwrite overwrite, String tag, boolean allowed) {
    assertThat(new TagRule(overwrite, "1.0").allowsMoving(tag)).isEqualTo(allowed);
  }
}

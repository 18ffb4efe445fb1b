package io.github.ocimaven.mojo.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SwitchesTest {

  private final Switches switches = new Switches();

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "True, true",
    "TRUE, true",
    "' true ', true",
    "false, false",
    "False, false",
    "FALSE, false",
    "' false\t', false",
  })
  void readsBothWordsInAnyCase(String word, boolean expected) {
    assertThat(switches.read("dryRun", word)).isEqualTo(expected);
    assertThatCode(switches::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no", "1", "0", "on", "off", "t", "truee", "true,false", "", " "})
  void refusesOtherWordsWhenTheGoalRuns(String word) {
    assertThat(switches.read("dryRun", word)).isFalse();

    assertThatThrownBy(switches::check)
        .isInstanceOf(GoalException.class)
        .hasMessage("Cannot understand dryRun '" + word + "'; it is one of: true, false");
  }

  @Test
  void refusesTheFirstOfSeveralWrongWords() {
    switches.read("dryRun", "true");
    switches.read("annotate", "yes");
    switches.read("pushAtEnd", "no");

    assertThatThrownBy(switches::check).hasMessageStartingWith("Cannot understand annotate 'yes'");
  }
}

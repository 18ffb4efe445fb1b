package io.github.ocimaven.mojo.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InsecureRuleTest {

  private static final Target TEST = new Target("test:5000", "app", List.of("1"));
  private static final Target LIVE = new Target("live.example", "app", List.of("1"));

  @ParameterizedTest
  @CsvSource({
    "true, true, true",
    "TRUE, true, true",
    "false, false, false",
    "'', false, false",
    ", false, false",
    "test:5000, true, false",
    "'live.example , Test:5000', true, true",
  })
  void appliesToTheRegistriesThatItNames(String text, boolean test, boolean live) {
    InsecureRule rule = InsecureRule.parse(text, List.of(TEST, LIVE));

    assertThat(rule.applies(TEST)).isEqualTo(test);
    assertThat(rule.applies(LIVE)).isEqualTo(live);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ture", "yes", "test", "test:5000,no", "https://test:5000", "live.example/app"})
  void refusesWhatIsNoRegistry(String text) {
    assertThatThrownBy(() -> InsecureRule.parse(text, List.of(TEST, LIVE)))
        .isInstanceOf(GoalException.class)
        .hasMessageStartingWith("Cannot understand insecure '" + text + "'; it is true, false, or");
  }

  @Test
  void passesOverADestinationOfAnotherModule() {
    InsecureRule rule = InsecureRule.parse("other.example:5000", List.of(TEST, LIVE));

    assertThat(rule.applies(TEST) || rule.applies(LIVE)).isFalse();
  }

  @Test
  void isForgivingAboutCase() {
    Target upper = new Target("TEST:5000", "app", List.of("1"));

    assertThat(InsecureRule.parse("test:5000", List.of(upper)).applies(upper)).isTrue();
  }
}

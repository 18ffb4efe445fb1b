package io.github.ocimaven.mojo.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.mojo.RecordedLog;
import io.github.ocimaven.registry.UserEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The order of the places. {@link ProjectAnnotationsTest} covers that a checkout comes in between.
 */
class RevisionTest {

  private static final String ONE = "1".repeat(40);
  private static final String TWO = "2b".repeat(32);

  @TempDir Path directory;

  private final RecordedLog log = new RecordedLog();

  private Optional<String> find(Map<String, String> properties, Map<String, String> variables) {
    GitCheckout none = new GitCheckout(directory, "no-such-git", Duration.ofSeconds(1), log);
    UserEnvironment user = new UserEnvironment(variables, directory, Optional.empty());
    return new Revision(name -> Optional.ofNullable(properties.get(name)), none, user, log).find();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GITHUB_SHA",
        "CI_COMMIT_SHA",
        "GIT_COMMIT",
        "BUILDKITE_COMMIT",
        "CIRCLE_SHA1",
        "BITBUCKET_COMMIT",
        "BUILD_SOURCEVERSION",
        "DRONE_COMMIT_SHA",
        "TRAVIS_COMMIT",
        "CODEBUILD_RESOLVED_SOURCE_VERSION",
        "COMMIT_SHA",
      })
  void asksTheCiSystem(String variable) {
    assertThat(find(Map.of(), Map.of(variable, ONE))).contains(ONE);
    assertThat(log.lines())
        .contains("DEBUG The revision " + ONE + " comes from the variable " + variable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"git.commit.id.full", "git.commit.id"})
  void believesTheBuildFirst(String property) {
    assertThat(find(Map.of(property, ONE), Map.of("GITHUB_SHA", TWO))).contains(ONE);
    assertThat(log.lines())
        .containsExactly("DEBUG The revision " + ONE + " comes from the property " + property);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456", "main", "${git.commit.id}", "1234567\n", "v1.0.0"})
  void passesOverWhatIsNoCommit(String text) {
    assertThat(find(Map.of("git.commit.id", text), Map.of("GITHUB_SHA", text, "GIT_COMMIT", TWO)))
        .contains(TWO);
    assertThat(find(Map.of(), Map.of("GITHUB_SHA", text))).isEmpty();
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(find(Map.of(), Map.of())).isEmpty();
  }
}

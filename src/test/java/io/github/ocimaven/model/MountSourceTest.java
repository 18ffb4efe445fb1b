package io.github.ocimaven.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountSourceTest {

  @ParameterizedTest
  @CsvSource({
    "acme/base, , acme/base",
    "base, , base",
    "my.app, , my.app",
    "ghcr.io/acme/base, ghcr.io, acme/base",
    "registry:5000/base, registry:5000, base",
    "localhost/acme/base, localhost, acme/base",
    "'[::1]:5000/base', '[::1]:5000', base",
    "docker.io/base, docker.io, library/base",
  })
  void reads(String text, String registry, String repository) {
    assertThat(MountSource.parse(text)).isEqualTo(new MountSource(registry, repository));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/base",
        "base/",
        "Acme/base",
        "acme/base:1.0",
        "base:1.0",
        "ghcr.io/",
        "ghcr.io/acme/base:1.0",
        "ghcr.io/acme/base@sha256:0000",
        "https://ghcr.io/acme/base",
        "ghcr.io:99999/base",
      })
  void refusesWhatIsNoRepository(String text) {
    assertThatThrownBy(() -> MountSource.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'" + text + "'", "HOST[:PORT]/REPOSITORY");
  }

  private static List<String> of(String registry, String... texts) {
    return MountSource.of(
        new Target(registry, "acme/app", List.of("1")),
        Stream.of(texts).map(MountSource::parse).toList());
  }

  @Test
  void isForDestinationsOnItsRegistry() {
    assertThat(of("ghcr.io", "ghcr.io/acme/base", "quay.io/acme/base", "quay.io/acme/other"))
        .containsExactly("acme/base");
  }

  @Test
  void isForEveryDestinationWithoutARegistry() {
    assertThat(of("ghcr.io", "acme/base", "base")).containsExactly("acme/base", "base");
  }

  @Test
  void isSpelledOutForDockerHub() {
    assertThat(of("docker.io", "base", "index.docker.io/base")).containsExactly("library/base");
  }

  @Test
  void isNotTheDestinationItselfAndCountsOnce() {
    assertThat(of("ghcr.io", "acme/app", "acme/base", "ghcr.io/acme/base"))
        .containsExactly("acme/base");
  }
}

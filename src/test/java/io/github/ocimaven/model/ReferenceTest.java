package io.github.ocimaven.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTest {

  @ParameterizedTest
  @CsvSource({
    "ghcr.io/acme/app:1.0, ghcr.io, acme/app, 1.0",
    "localhost/app, localhost, app,",
    "localhost:5000/a/b/c:latest, localhost:5000, a/b/c, latest",
    "[::1]:5000/app:x, [::1]:5000, app, x",
    "docker.io/app:1, docker.io, library/app, 1",
    "index.docker.io/acme/app:1, docker.io, acme/app, 1",
    "REGISTRY.example.com/my-app__x.y/z:1.0-SNAPSHOT, REGISTRY.example.com, my-app__x.y/z, "
        + "1.0-SNAPSHOT",
  })
  void readsHostRepositoryAndTag(String text, String registry, String repository, String tag) {
    assertThat(Reference.parse(text)).isEqualTo(new Reference(registry, repository, tag));
  }

  @ParameterizedTest
  @CsvSource({
    "app:1.0, registry host",
    "acme/app:1.0, registry host",
    "'', registry host",
    "ghcr.io:99999/app, registry host",
    "ghcr.io:0/app, registry host",
    "[:::]:5000/app, registry host",
    "-x.io/app, registry host",
    "ghcr.io/, repository",
    "ghcr.io/Acme/app:1.0, repository",
    "ghcr.io//app, repository",
    "ghcr.io/acme/app:, tag",
    "ghcr.io/acme/app:1.0+build, tag",
    "ghcr.io/acme/app:-1, tag",
    "https://ghcr.io/acme/app:1, scheme",
    "ghcr.io/acme/app@sha256:44136fa355b3678a, digest",
  })
  void saysWhichPartIsWrongAndWhatIsAllowed(String text, String part) {
    assertThatThrownBy(() -> Reference.parse(text))
        .isInstanceOfSatisfying(
            InvalidReferenceException.class, e -> assertThat(e.part()).isEqualTo(part))
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("its " + part)
        .hasMessageContaining("; allowed: ")
        .hasMessageContaining("HOST[:PORT]/REPOSITORY[:TAG]");
  }

  @Test
  void namesTheWrongPartInsideTheWholeReference() {
    assertThatThrownBy(() -> Reference.parse("ghcr.io/Acme/app:1.0"))
        .hasMessage(
            "Cannot push to 'ghcr.io/Acme/app:1.0': its repository 'Acme/app' is not valid;"
                + " allowed: lower-case letters and digits, separated by '.', '_', '-' or '/', at most"
                + " 255 characters. Write HOST[:PORT]/REPOSITORY[:TAG], for example"
                + " ghcr.io/acme/app:1.0");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0+build.7, 1.0_build.7",
    "1.0, 1.0",
    "-1 ü/x, _1___x",
    ".hidden, _hidden",
    "1.\uD83D\uDC33, 1._",
  })
  void proposesAValidTag(String text, String proposal) {
    assertThat(Reference.similarTag(text)).isEqualTo(proposal);
    assertThat(Reference.isTag(proposal)).isTrue();
  }

  @Test
  void proposesATagOfTheMaximumLength() {
    assertThat(Reference.similarTag("1".repeat(129))).isEqualTo("1".repeat(128));
  }

  @Test
  void proposesATagWhereOneIsNotValid() {
    assertThatThrownBy(() -> Reference.parse("ghcr.io/acme/app:1.0+build"))
        .hasMessageContaining("and no '.' or '-' at its start, for example 1.0_build. Write HOST");
    assertThatThrownBy(() -> Reference.parse("ghcr.io/acme/app:"))
        .hasMessageContaining("and no '.' or '-' at its start. Write HOST");
  }

  @Test
  void targetHoldsEachTagOnce() {
    Target target = new Target("ghcr.io", "acme/app", List.of("1.0", "latest", "1.0"));

    assertThat(target.tags()).containsExactly("1.0", "latest");
    assertThat(target).hasToString("ghcr.io/acme/app:1.0");
    assertThat(target.reference("latest")).isEqualTo("ghcr.io/acme/app:latest");
  }
}

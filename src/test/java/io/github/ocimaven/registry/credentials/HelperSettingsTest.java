package io.github.ocimaven.registry.credentials;

import static io.github.ocimaven.registry.credentials.Searcher.auth;
import static io.github.ocimaven.registry.credentials.Searcher.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.registry.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which helper is asked, for which server, and the effect of its response. */
class HelperSettingsTest {

  private static final String PASS = "docker-credential-pass";
  private static final String DESKTOP = "docker-credential-desktop";
  private final HelperException locked = HelperException.failed("says: pass is locked");

  @TempDir Path home;
  private Searcher searcher;

  @BeforeEach
  void start() {
    searcher = new Searcher(home);
  }

  private Credentials find(String config) throws IOException {
    return find(config, "ghcr.io");
  }

  private Credentials find(String config, String registry) throws IOException {
    String auths = "'auths': {'ghcr.io': {'auth': '" + auth("entry") + "'}}";
    return searcher
        .write(".docker/config.json", "{" + config + ", " + auths + "}")
        .find(registry, "acme/app");
  }

  private static Credentials entry() {
    return login("entry", "~/.docker/config.json, auths \"ghcr.io\"");
  }

  @Test
  void asksTheRegistrysHelperBeforeTheStore() throws IOException {
    searcher.helper(PASS, "ghcr.io", "ci").helper(DESKTOP, "ghcr.io", "desktop");

    assertThat(find("'credHelpers': {'ghcr.io': 'pass'}, 'credsStore': 'desktop'"))
        .isEqualTo(login("ci", PASS + " (credHelpers of ~/.docker/config.json)"));
    assertThat(searcher.asked).containsExactly(PASS + " ghcr.io");
  }

  @Test
  void asksTheStoreBeforeTheEntries() throws IOException {
    searcher.helper(DESKTOP, "ghcr.io", "desktop");

    assertThat(find("'credHelpers': {'quay.io': 'pass'}, 'credsStore': 'desktop'"))
        .isEqualTo(login("desktop", DESKTOP + " (credsStore of ~/.docker/config.json)"));
  }

  @Test
  void goesOnToTheEntriesWhereTheHelperHasNone() throws IOException {
    assertThat(find("'credsStore': 'desktop'")).isEqualTo(entry());
    assertThat(searcher.tried)
        .contains(DESKTOP + " (credsStore of ~/.docker/config.json): it has none for ghcr.io");
    assertThat(find("'credHelpers': {'ghcr.io': 'pass'}, 'credsStore': 'desktop'"))
        .isEqualTo(entry());
    assertThat(searcher.asked).containsExactly(DESKTOP + " ghcr.io", PASS + " ghcr.io");
  }

  @Test
  void takesARegistryOutOfTheStoreByAnEmptyName() throws IOException {
    assertThat(find("'credHelpers': {'ghcr.io': ''}, 'credsStore': 'desktop'")).isEqualTo(entry());
    assertThat(searcher.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://index.docker.io/v1/, docker.io",
    "docker.io, docker.io",
    "index.docker.io, docker.io",
    "https://ghcr.io, ghcr.io",
  })
  void asksForTheKeyOfTheHelper(String key, String registry) throws IOException {
    find("'credHelpers': {'" + key + "': 'pass'}", registry);

    assertThat(searcher.asked).containsExactly(PASS + " " + key);
  }

  @ParameterizedTest
  @CsvSource({"https://index.docker.io/v1/, docker.io", "quay.io:443, quay.io:443"})
  void asksTheStoreAsDockerDoes(String server, String registry) throws IOException {
    find("'credsStore': 'desktop'", registry);

    assertThat(searcher.asked).containsExactly(DESKTOP + " " + server);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ghcr.io/acme", "ghcr.io/acme/app", "quay.io"})
  void asksNoHelperOfOthers(String key) throws IOException {
    assertThat(find("'credHelpers': {'" + key + "': 'pass'}")).isEqualTo(entry());
    assertThat(searcher.asked).isEmpty();
  }

  @Test
  void failsWhereTheRegistrysHelperFails() {
    searcher.helperFails(PASS, locked);

    assertThatThrownBy(() -> find("'credHelpers': {'ghcr.io': 'pass'}"))
        .isInstanceOf(CredentialException.class)
        .hasMessage(
            "Cannot find credentials for ghcr.io/acme/app: docker-credential-pass (credHelpers of"
                + " ~/.docker/config.json) says: pass is locked; log in to ghcr.io again, or"
                + " remove it from credHelpers there");
  }

  @Test
  void failsWhereTheRegistrysHelperIsMissing() {
    searcher.helperFails(PASS, HelperException.notInstalled());

    assertThatThrownBy(() -> find("'credHelpers': {'ghcr.io': 'pass'}"))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining(
            "docker-credential-pass (credHelpers of ~/.docker/config.json) is not on the PATH;"
                + " install it, or remove it from credHelpers there");
  }

  @Test
  void failsWhereTheRegistrysHelperCannotBeStarted() {
    searcher.helperFails(PASS, HelperException.notStartable("/bin/pass is not executable"));

    assertThatThrownBy(() -> find("'credHelpers': {'ghcr.io': 'pass'}"))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining(
            "docker-credential-pass (credHelpers of ~/.docker/config.json) can't be started:"
                + " /bin/pass is not executable; fix its installation, or remove it from"
                + " credHelpers there");
  }

  @Test
  void warnsWhereTheStoreFailsAndGoesOn() throws IOException {
    searcher.helperFails(DESKTOP, locked);

    assertThat(find("'credsStore': 'desktop'")).isEqualTo(entry());
    assertThat(searcher.warnings)
        .containsExactly(
            "No credentials for ghcr.io/acme/app from docker-credential-desktop (credsStore of"
                + " ~/.docker/config.json): it says: pass is locked; log in to ghcr.io again, or"
                + " remove it from credsStore there");
  }

  @Test
  void warnsWhereTheStoreIsMissingAndGoesOn() throws IOException {
    searcher.helperFails(DESKTOP, HelperException.notInstalled());

    assertThat(find("'credsStore': 'desktop'", "quay.io"))
        .isInstanceOf(Credentials.Anonymous.class);
    assertThat(searcher.warnings).hasSize(1).first().asString().contains("is not on the PATH");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../tmp/evil", "a b", "pass get; rm"})
  void runsNothingElseThanAHelper(String name) {
    assertThatThrownBy(() -> find("'credHelpers': {'ghcr.io': '" + name + "'}"))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining("is not a program name");
    assertThat(searcher.asked).isEmpty();
  }

  private Credentials findWellKnown(String registry) {
    return searcher.find(List.of(new WellKnownHelpers(searcher::ask)), registry, "acme/app");
  }

  @ParameterizedTest
  @CsvSource({
    "gcr.io, docker-credential-gcr",
    "eu.gcr.io, docker-credential-gcr",
    "1234.dkr.ecr.eu-west-1.amazonaws.com, docker-credential-ecr-login",
  })
  void asksTheHelpersOfCloudsUnconfigured(String registry, String program) {
    searcher.helper(program, registry, "cloud");

    assertThat(findWellKnown(registry)).isEqualTo(login("cloud", program));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ghcr.io", "notgcr.io", "gcr.io.example.com", "localhost:5000"})
  void asksNoHelperOfACloudForOthers(String registry) {
    assertThat(findWellKnown(registry)).isEqualTo(new Credentials.Anonymous(List.of()));
    assertThat(searcher.asked).isEmpty();
  }

  @Test
  void isSilentWhereTheHelperOfACloudIsMissing() {
    searcher.helperFails("docker-credential-gcr", HelperException.notInstalled());

    assertThat(findWellKnown("gcr.io"))
        .isEqualTo(new Credentials.Anonymous(List.of("docker-credential-gcr")));
    assertThat(searcher.tried).containsExactly("docker-credential-gcr: it is not on the PATH");
    assertThat(searcher.warnings).isEmpty();
  }

  @Test
  void warnsWhereTheHelperOfACloudFails() {
    searcher.helperFails("docker-credential-gcr", locked);

    assertThat(findWellKnown("gcr.io")).isInstanceOf(Credentials.Anonymous.class);
    assertThat(searcher.warnings).hasSize(1).first().asString().contains("it says: pass is locked");
  }
}

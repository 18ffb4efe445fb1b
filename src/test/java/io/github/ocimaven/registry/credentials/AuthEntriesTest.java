package io.github.ocimaven.registry.credentials;

import static io.github.ocimaven.registry.credentials.Searcher.SECRET;
import static io.github.ocimaven.registry.credentials.Searcher.auth;
import static io.github.ocimaven.registry.credentials.Searcher.base64;
import static io.github.ocimaven.registry.credentials.Searcher.login;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.registry.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which entry of {@code auths} applies to a destination, and what it may contain. */
class AuthEntriesTest {

  private static final String FILE = "~/.docker/config.json";

  @TempDir Path home;
  private Searcher searcher;

  @BeforeEach
  void start() {
    searcher = new Searcher(home);
  }

  private Credentials find(String auths, String registry, String repository) throws IOException {
    return searcher
        .write(".docker/config.json", "{'auths': {" + auths + "}}")
        .find(registry, repository);
  }

  private static String entry(String key) {
    return "'" + key + "': {'auth': '" + auth("ci") + "'}";
  }

  @ParameterizedTest
  @CsvSource({
    "ghcr.io, ghcr.io",
    "GHCR.io, ghcr.io",
    "ghcr.io/, ghcr.io",
    "https://ghcr.io, ghcr.io",
    "https://ghcr.io/v1/, ghcr.io",
    "https://ghcr.io/v2/, ghcr.io",
    "http://ghcr.io/any/path, ghcr.io",
    "ghcr.io/v1/, ghcr.io",
    "ghcr.io/acme, ghcr.io",
    "ghcr.io/acme/app, ghcr.io",
    "127.0.0.1:5000, 127.0.0.1:5000",
    "http://127.0.0.1:5000/v1/, 127.0.0.1:5000",
    "[::1]:5000, [::1]:5000",
    "https://index.docker.io/v1/, docker.io",
    "https://index.docker.io/v2/, registry-1.docker.io",
    "index.docker.io, docker.io",
    "index.docker.io/v1/, docker.io",
    "docker.io, index.docker.io",
    "registry-1.docker.io, docker.io",
    "registry.hub.docker.com, docker.io",
    "https://index.docker.io/v1/, registry.hub.docker.com",
    "docker.io/acme, docker.io",
    "docker.io/acme/app, docker.io",
  })
  void findsTheEntry(String key, String registry) throws IOException {
    assertThat(find(entry(key), registry, "acme/app"))
        .isEqualTo(login("ci", FILE + ", auths \"" + key + "\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quay.io",
        "ghcr.io:443",
        "notghcr.io",
        "ghcr.io.example.com",
        "ghcr.io/acme/ap",
        "ghcr.io/acme/app/more",
        "ghcr.io/other",
        "https://example.com/ghcr.io",
        "https://someone:word@ghcr.io/",
        "",
      })
  void passesOtherEntriesBy(String key) throws IOException {
    assertThat(find(entry(key), "ghcr.io", "acme/app")).isInstanceOf(Credentials.Anonymous.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"access-token", "refresh-token"})
  void leavesTheTokensOfDockerHubsWebApiAlone(String name) throws IOException {
    assertThat(find(entry("https://index.docker.io/v1/" + name), "docker.io", "acme/app"))
        .isInstanceOf(Credentials.Anonymous.class);
  }

  @Test
  void prefersTheKeyThatSaysMost() throws IOException {
    String auths = entry("ghcr.io") + "," + entry("ghcr.io/acme") + "," + entry("ghcr.io/acme/app");

    assertThat(find(auths, "ghcr.io", "acme/app").origin()).endsWith("\"ghcr.io/acme/app\"");
    assertThat(find(auths, "ghcr.io", "acme/x/y").origin()).endsWith("\"ghcr.io/acme\"");
    assertThat(find(auths, "ghcr.io", "other/app").origin()).endsWith("\"ghcr.io\"");
  }

  @Test
  void prefersTheKeyAsItIsWrittenToday() throws IOException {
    String auths = entry("https://ghcr.io/v1/") + "," + entry("ghcr.io");

    assertThat(find(auths, "ghcr.io", "acme/app").origin()).endsWith("\"ghcr.io\"");
  }

  @Test
  void findsOfficialImagesOfDockerHub() throws IOException {
    assertThat(find(entry("docker.io/library/app"), "docker.io", "app").origin())
        .endsWith("\"docker.io/library/app\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "null", "{'auth': ''}", "{'email': 'ci@example.com'}", "{'auth': null}"})
  void takesAnEmptyEntryForNone(String entry) throws IOException {
    assertThat(find("'ghcr.io/acme': " + entry, "ghcr.io", "acme/app"))
        .isInstanceOf(Credentials.Anonymous.class);
    assertThat(find("'ghcr.io/acme': " + entry + "," + entry("ghcr.io"), "ghcr.io", "acme/app"))
        .isEqualTo(login("ci", FILE + ", auths \"ghcr.io\""));
  }

  private Credentials findEntry(String content) throws IOException {
    return find("'ghcr.io': {" + content + "}", "ghcr.io", "acme/app");
  }

  @Test
  void splitsAtTheFirstColon() throws IOException {
    assertThat(findEntry("'auth': '" + base64("ci:a:b:" + SECRET) + "'"))
        .isInstanceOfSatisfying(
            Credentials.Login.class,
            login -> assertThat(login.password()).isEqualTo("a:b:" + SECRET));
  }

  @Test
  void readsLettersBeyondAscii() throws IOException {
    assertThat(findEntry("'auth': '" + base64("jürgen:päss") + "'"))
        .isEqualTo(new Credentials.Login("jürgen", "päss", FILE + ", auths \"ghcr.io\""));
  }

  @Test
  void dropsTheZerosThatPadAPassword() throws IOException {
    assertThat(findEntry("'auth': '" + base64("ci:" + SECRET + "\0\0") + "'"))
        .isEqualTo(login("ci", FILE + ", auths \"ghcr.io\""));
  }

  @Test
  void readsUserNameAndPasswordInTheOpen() throws IOException {
    assertThat(findEntry("'username': 'ci', 'password': '" + SECRET + "'"))
        .isEqualTo(login("ci", FILE + ", auths \"ghcr.io\""));
  }

  @Test
  void prefersAnIdentityTokenToTheUserNameNextToIt() throws IOException {
    assertThat(findEntry("'auth': '" + base64("0000:") + "', 'identitytoken': '" + SECRET + "'"))
        .isEqualTo(new Credentials.IdentityToken(SECRET, FILE + ", auths \"ghcr.io\""));
  }

  @Test
  void readsARegistryToken() throws IOException {
    assertThat(findEntry("'registrytoken': '" + SECRET + "'"))
        .isEqualTo(new Credentials.RegistryToken(SECRET, FILE + ", auths \"ghcr.io\""));
  }
}

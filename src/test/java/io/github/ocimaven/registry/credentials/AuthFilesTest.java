package io.github.ocimaven.registry.credentials;

import static io.github.ocimaven.registry.credentials.Searcher.auth;
import static io.github.ocimaven.registry.credentials.Searcher.login;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.registry.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are searched, and in which order. */
class AuthFilesTest {

  @TempDir Path home;
  private Searcher searcher;

  @BeforeEach
  void start() {
    searcher = new Searcher(home);
  }

  private void log(String user, String file) throws IOException {
    searcher.write(file, "{'auths': {'ghcr.io': {'auth': '" + auth(user) + "'}}}");
  }

  private Credentials find() {
    return searcher.find("ghcr.io", "acme/app");
  }

  @Test
  void looksIntoTheHomeAndWherePodmanWritesWithoutASession() {
    assertThat(find()).isInstanceOf(Credentials.Anonymous.class);

    assertThat(searcher.tried)
        .containsExactly(
            "~/run/auth.json: no such file",
            "~/.config/containers/auth.json: no such file",
            "~/.docker/config.json: no such file");
  }

  @Test
  void asksTheFilesInTheOrderOfTheTools() throws IOException {
    searcher
        .set("REGISTRY_AUTH_FILE", home.resolve("own.json"))
        .set("XDG_RUNTIME_DIR", home.resolve("session"))
        .set("XDG_CONFIG_HOME", home.resolve("xdg"))
        .set("DOCKER_CONFIG", home.resolve("docker"));

    find();
    assertThat(searcher.tried)
        .containsExactly(
            "~/own.json: no such file",
            "~/session/containers/auth.json: no such file",
            "~/xdg/containers/auth.json: no such file",
            "~/docker/config.json: no such file");
    log("docker", "docker/config.json");
    assertThat(find()).isEqualTo(login("docker", "~/docker/config.json, auths \"ghcr.io\""));
    log("config", "xdg/containers/auth.json");
    assertThat(find()).isEqualTo(login("config", "~/xdg/containers/auth.json, auths \"ghcr.io\""));
    log("session", "session/containers/auth.json");
    assertThat(find())
        .isEqualTo(login("session", "~/session/containers/auth.json, auths \"ghcr.io\""));
    log("own", "own.json");
    assertThat(find()).isEqualTo(login("own", "~/own.json, auths \"ghcr.io\""));
  }

  @Test
  void doesWithoutPodmansFolderWhereThereIsASession() throws IOException {
    log("root", "run/auth.json");
    assertThat(find()).isEqualTo(login("root", "~/run/auth.json, auths \"ghcr.io\""));

    searcher.set("XDG_RUNTIME_DIR", home.resolve("session"));

    assertThat(find()).isInstanceOf(Credentials.Anonymous.class);
  }

  @Test
  void leavesTheHomeAloneWhereDockerIsConfiguredElsewhere() throws IOException {
    log("somebody", ".docker/config.json");

    searcher.set("DOCKER_CONFIG", home.resolve("empty"));

    assertThat(find()).isInstanceOf(Credentials.Anonymous.class);
  }

  @Test
  void goesOnWhereAFileHasNoEntry() throws IOException {
    searcher.write("run/auth.json", "{}");
    log("docker", ".docker/config.json");

    assertThat(find()).isEqualTo(login("docker", "~/.docker/config.json, auths \"ghcr.io\""));
    assertThat(searcher.tried).contains("~/run/auth.json: no credentials for ghcr.io");
  }

  @Test
  void asksAFileOnceThatIsNamedTwice() {
    searcher.set("REGISTRY_AUTH_FILE", home.resolve(".docker/config.json"));

    find();

    assertThat(searcher.tried).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void passesVariablesByThatNameNoFile() {
    searcher.set("REGISTRY_AUTH_FILE", "\0");

    find();

    assertThat(searcher.tried).hasSize(3);
  }

  @Test
  void namesFilesOutsideTheHomeInFull(@TempDir Path elsewhere) {
    searcher.set("REGISTRY_AUTH_FILE", elsewhere.resolve("auth.json"));

    find();

    assertThat(searcher.tried).contains(elsewhere.resolve("auth.json") + ": no such file");
  }
}

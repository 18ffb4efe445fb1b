package io.github.ocimaven.realtools;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.registry.credentials.AuthFiles;
import io.github.ocimaven.registry.credentials.CredentialChain;
import io.github.ocimaven.registry.credentials.CredentialListener;
import io.github.ocimaven.testing.Shell;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.tool.DockerRegistry;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins that common tools store, which the plugin finds and pushes with. */
class StoredLoginsTest {

  @TempDir private Path work;
  private final Map<String, String> variables = new HashMap<>();
  private DockerRegistry registry;

  @BeforeEach
  void start() throws Exception {
    RequiredTools.assume(DockerRegistry.TOOL, "env");
    TestImages.layout(work.resolve("oci")).layer("app").write();
    variables.put("HOME", Files.createDirectories(work.resolve("home")).toString());
    variables.put("XDG_RUNTIME_DIR", Files.createDirectories(work.resolve("run")).toString());
    registry = DockerRegistry.startAuthenticated();
  }

  @AfterEach
  void stop() throws Exception {
    if (registry != null) {
      registry.close();
    }
  }

  /** Logs in with this test's environment variables, without the machine's relevant ones. */
  private void login(String tool, String... arguments) throws Exception {
    RequiredTools.assume(tool);
    List<String> command = new ArrayList<>(List.of("env", "-u", "XDG_CONFIG_HOME"));
    command.addAll(List.of("-u", "REGISTRY_AUTH_FILE", "-u", "DOCKER_CONFIG"));
    variables.forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(List.of(tool, "login", "-u", DockerRegistry.USER));
    command.addAll(List.of("-p", DockerRegistry.PASSWORD));
    command.addAll(List.of(arguments));
    Shell.runOrFail(work, command.toArray(String[]::new));
  }

  private Target target(String repository) {
    return new Target(registry.hostAndPort(), repository, List.of("1.0"));
  }

  private Credentials find(String repository) {
    UserEnvironment user = new UserEnvironment(variables, work.resolve("home"), Optional.empty());
    return new CredentialChain(
            AuthFiles.sources(
                user,
                (program, server, origin) -> {
                  throw new AssertionError("no helper is configured");
                }),
            CredentialListener.NONE)
        .find(target(repository));
  }

  private void assertPushesWith(String repository, Path file, String key) {
    Credentials credentials = find(repository);

    assertThat(credentials)
        .isEqualTo(
            new Credentials.Login(
                DockerRegistry.USER, DockerRegistry.PASSWORD, file + ", auths \"" + key + "\""));
    PushResult result =
        new Pusher(Connections.as(credentials).open(), PushListener.NONE)
            .push(Requests.push(work, "oci", null, List.of(target(repository)), 2, false))
            .get(0);
    assertThat(result.movedTags()).containsExactly("1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"podman", "skopeo", "buildah"})
  void findsALoginOfTheSession(String tool) throws Exception {
    login(tool, "--tls-verify=false", registry.hostAndPort());

    assertPushesWith("acme/app", work.resolve("run/containers/auth.json"), registry.hostAndPort());
  }

  @ParameterizedTest
  @ValueSource(strings = {"podman", "skopeo", "buildah"})
  void findsALoginInAFileOfItsOwn(String tool) throws Exception {
    Path file = work.resolve("own.json");
    variables.put("REGISTRY_AUTH_FILE", file.toString());

    login(tool, "--tls-verify=false", registry.hostAndPort());

    assertPushesWith("acme/app", file, registry.hostAndPort());
  }

  @ParameterizedTest
  @ValueSource(strings = {"podman", "skopeo", "buildah"})
  void findsALoginForARepository(String tool) throws Exception {
    Path file = work.resolve("run/containers/auth.json");
    String namespace = registry.hostAndPort() + "/acme";

    login(tool, "--tls-verify=false", "--authfile", file.toString(), namespace + "/app");
    login(tool, "--tls-verify=false", "--authfile", file.toString(), namespace);

    assertPushesWith("acme/app", file, namespace + "/app");
    assertPushesWith("acme/other/app", file, namespace);
    assertThat(find("other/app")).isInstanceOf(Credentials.Anonymous.class);
  }

  @Test
  void findsALoginOfDockers() throws Exception {
    // Only this test needs docker: skip it rather than require its installation.
    Assumptions.assumeTrue(RequiredTools.isOnPath("docker"), "docker is not on the PATH");
    variables.put("DOCKER_CONFIG", work.resolve("docker").toString());
    // Without a daemon, docker itself connects to the registry.
    variables.put("DOCKER_HOST", "tcp://127.0.0.1:1");

    login("docker", registry.hostAndPort());

    assertPushesWith("acme/app", work.resolve("docker/config.json"), registry.hostAndPort());
  }
}

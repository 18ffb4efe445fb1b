package io.github.ocimaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.verify;

import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** The credentials and connections of the goal. */
@MojoTest
class PushMojoAccessTest extends PushMojoFixture {

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "insecure", value = "true")
  void warnsOfInsecurity(PushMojo mojo) throws Exception {
    push(mojo);

    verify(log).warn(contains("insecure is set"));
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "username", value = "ci")
  @MojoParameter(name = "password", value = "s3cret")
  void logsInAndLogsEachRequestWithoutSecrets(PushMojo mojo) throws Exception {
    try (EmbeddedRegistry closed = EmbeddedRegistry.builder().basicAuth("ci", "s3cret").start()) {
      set(mojo, "image", closed.hostAndPort() + "/acme/app:1");
      execute(mojo);

      assertThat(closed.tags("acme/app")).containsExactly("1");
      verify(log, atLeastOnce()).debug(contains("/v2/acme/app/manifests/1 201 ("));
    }
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "username", value = "ci")
  void wantsUsernameAndPasswordTogether(PushMojo mojo) {
    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("a username but no password");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  void saysThatThereAreNoCredentialsAndWhereItLooked(PushMojo mojo) throws Exception {
    push(mojo);

    String destination = registry.hostAndPort() + "/acme/app";
    verify(log).info("Credentials for " + destination + ": none found, pushing anonymously");
    verify(log)
        .debug(
            "no credentials for "
                + destination
                + ": the parameters (neither username nor token is set)");
    verify(log).debug(contains("settings.xml (no <server> " + destination + ","));
  }

  @Test
  @InjectMojo(goal = "push")
  void logsInWithTheEnvironment(PushMojo mojo) throws Exception {
    Path home = directory.resolve("home");
    var variables = Map.of("OCI_USERNAME", "ci", "OCI_PASSWORD", "s3cret");
    try (EmbeddedRegistry guarded = EmbeddedRegistry.builder().basicAuth("ci", "s3cret").start()) {
      set(mojo, "image", guarded.hostAndPort() + "/acme/app");

      execute(mojo, new UserEnvironment(variables, home, Optional.empty()));

      verify(log)
          .info(
              "Credentials for "
                  + guarded.hostAndPort()
                  + "/acme/app: the environment variables OCI_USERNAME and OCI_PASSWORD");
      assertThat(guarded.tags("acme/app")).containsExactly("1.0-SNAPSHOT");
    }
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "username", value = "ci")
  @MojoParameter(name = "password", value = "s3cret")
  void asksTheSourcesOfCredentialsInOrder(PushMojo mojo) throws Exception {
    Path home = directory.resolve("home");
    Path stored = Files.createDirectories(home.resolve(".docker")).resolve("config.json");
    Files.writeString(
        stored,
        """
        {"auths": {"%s": {"username": "ci", "password": "s3cret"}}}"""
            .formatted(registry.hostAndPort()));
    Server server = new Server();
    server.setId("127.0.0.1");
    server.setUsername("ci");
    server.setPassword("s3cret");
    Settings settings = new Settings();
    settings.addServer(server);
    set(mojo, "settings", settings);
    set(mojo, "image", registry.hostAndPort() + "/acme/app");
    var variables = Map.of("OCI_USERNAME", "ci", "OCI_PASSWORD", "s3cret");
    var set = new UserEnvironment(variables, home, Optional.empty());
    var unset = new UserEnvironment(Map.of(), home, Optional.empty());

    execute(mojo, set);
    set(mojo, "username", null);
    set(mojo, "password", null);
    execute(mojo, set);
    execute(mojo, unset);
    settings.removeServer(server);
    execute(mojo, unset);

    InOrder order = inOrder(log);
    for (String origin :
        List.of(
            "the parameters username and password",
            "the environment variables OCI_USERNAME and OCI_PASSWORD",
            "<server> '127.0.0.1' in settings.xml",
            "~/.docker/config.json, auths \"" + registry.hostAndPort() + "\"")) {
      order.verify(log).info("Credentials for " + registry.hostAndPort() + "/acme/app: " + origin);
    }
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "token", value = "t0ken")
  void logsInWithATokenOfTheRegistry(PushMojo mojo) throws Exception {
    try (EmbeddedRegistry guarded = EmbeddedRegistry.builder().registryToken("t0ken").start()) {
      set(mojo, "image", guarded.hostAndPort() + "/acme/app");

      execute(mojo);

      assertThat(guarded.tags("acme/app")).containsExactly("1.0-SNAPSHOT");
    }
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "token", value = "t0ken")
  @MojoParameter(name = "username", value = "ci")
  @MojoParameter(name = "password", value = "s3cret")
  void refusesATokenBesideAUsername(PushMojo mojo) {
    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("both a token and a username")
        .hasMessageNotContaining("t0ken")
        .hasMessageNotContaining("s3cret");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "insecure", value = "ture")
  void refusesToGuessWhatInsecureMeans(PushMojo mojo) {
    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("Cannot understand insecure 'ture'");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  void asksForProxiesInOrder(PushMojo mojo) throws Exception {
    var variables = Map.of("HTTPS_PROXY", "environment.example:1", "HTTP_PROXY", "unused:1");
    set(mojo, "user", new UserEnvironment(variables, directory, Optional.empty()));
    Settings settings = new Settings();
    set(mojo, "settings", settings);
    URL registry = new URL("https://ghcr.io/");

    assertThat(mojo.proxies().choose(registry)).get().hasToString("environment.example:1");
    System.setProperty("https.proxyHost", "property.example");
    try {
      assertThat(mojo.proxies().choose(registry)).get().hasToString("property.example:443");
      Proxy proxy = new Proxy();
      proxy.setHost("settings.example");
      settings.addProxy(proxy);
      assertThat(mojo.proxies().choose(registry)).get().hasToString("settings.example:8080");
    } finally {
      System.clearProperty("https.proxyHost");
    }
  }
}

package io.github.ocimaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.testing.EmbeddedRegistry;
import io.github.ocimaven.testing.TestImages;
import io.github.ocimaven.testing.WrittenImage;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.InOrder;

/** The goal from its parameters to its log, its files and its exceptions. */
@MojoTest
class PushMojoTest {

  @TempDir Path directory;

  @Inject private Log log;
  @Inject private MavenProject project;
  @Inject private MavenSession session;

  private EmbeddedRegistry registry;
  private WrittenImage image;

  @BeforeEach
  void prepare() throws IOException {
    registry = EmbeddedRegistry.start();
    image = TestImages.layout(directory.resolve("oci")).layer("base").write();
    project.setVersion("1.0-SNAPSHOT");
    project.getBuild().setDirectory(directory.toString());
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
  }

  private static void set(PushMojo mojo, String parameter, Object value) throws Exception {
    MojoExtension.setVariableValueToObject(mojo, parameter, value);
  }

  private void execute(PushMojo mojo) throws Exception {
    execute(mojo, new UserEnvironment(Map.of(), directory.resolve("home"), Optional.empty()));
  }

  private void execute(PushMojo mojo, UserEnvironment user) throws Exception {
    set(mojo, "user", user);
    // The harness takes the POM away when it makes the mojo, so it is set here and not before.
    project.setFile(directory.resolve("pom.xml").toFile());
    mojo.execute();
  }

  private void push(PushMojo mojo) throws Exception {
    set(mojo, "image", registry.hostAndPort() + "/acme/app");
    execute(mojo);
  }

  @Test
  @InjectMojo(goal = "push")
  void pushesWithTheProjectsVersionAsTag(PushMojo mojo) throws Exception {
    push(mojo);

    assertThat(registry.manifest("acme/app", "1.0-SNAPSHOT").orElseThrow().bytes())
        .isEqualTo(image.manifestBytes());
    verify(log)
        .info(
            "Pushed "
                + registry.hostAndPort()
                + "/acme/app:1.0-SNAPSHOT@"
                + image.manifestDigest());
    verify(log).info(startsWith("Uploaded 2 blobs ("));
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "tags", value = "latest,1")
  void writesFilesAndPropertiesForLaterSteps(PushMojo mojo) throws Exception {
    push(mojo);

    String reference = registry.hostAndPort() + "/acme/app:1.0-SNAPSHOT";
    assertThat(directory.resolve("oci-push/image.digest")).hasContent(image.manifestDigest());
    JsonNode json =
        new JsonMapper().readTree(Files.readString(directory.resolve("oci-push/image.json")));
    assertThat(json.path("image").textValue()).isEqualTo(reference);
    assertThat(json.path("imageId").textValue()).isEqualTo(image.configDigest());
    assertThat(json.path("imageDigest").textValue()).isEqualTo(image.manifestDigest());
    assertThat(json.path("tags").toString()).isEqualTo("[\"1.0-SNAPSHOT\",\"latest\",\"1\"]");
    assertThat(json.path("imagePushed").booleanValue()).isTrue();
    assertThat(json.at("/destinations/0/uploadedBlobs").intValue()).isEqualTo(2);
    assertThat(project.getProperties())
        .containsEntry("oci.image.digest", image.manifestDigest())
        .containsEntry("oci.image.reference", reference + "@" + image.manifestDigest());
    assertThat(registry.tags("acme/app")).containsExactlyInAnyOrder("1.0-SNAPSHOT", "latest", "1");
  }

  @Test
  @InjectMojo(goal = "push")
  void pushesWithoutAProjectAsLatest(PushMojo mojo) throws Exception {
    when(session.getExecutionRootDirectory()).thenReturn(directory.toString());
    set(mojo, "source", "oci");
    set(mojo, "image", registry.hostAndPort() + "/acme/app");

    mojo.execute();

    assertThat(registry.tags("acme/app")).containsExactly("latest");
    assertThat(directory.resolve("target/oci-push/image.digest")).exists();
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "skip", value = "true")
  void skips(PushMojo mojo) throws Exception {
    push(mojo);

    assertThat(registry.requests()).isEmpty();
    verify(log).info("Skipping: skip is true");
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "skip", value = "snapshots")
  void skipsSnapshots(PushMojo mojo) throws Exception {
    push(mojo);

    assertThat(registry.requests()).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "dryRun", value = "true")
  void sendsNothingInADryRun(PushMojo mojo) throws Exception {
    push(mojo);

    assertThat(registry.requests()).extracting(r -> r.method()).containsOnly("GET", "HEAD");
    assertThat(directory.resolve("oci-push")).doesNotExist();
    verify(log).info(startsWith("Dry run, nothing was sent: would upload 2 blobs ("));
    verify(log).info(startsWith("Dry run, would push " + registry.hostAndPort()));
  }

  @Test
  @InjectMojo(goal = "push")
  void saysWhatIsThereAlready(PushMojo mojo) throws Exception {
    push(mojo);
    push(mojo);

    verify(log).info(startsWith("Already there: " + registry.hostAndPort()));
    verify(log).info(contains("Uploaded 0 blobs (0 B), already there 2 blobs ("));
  }

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
  void saysWhereATagComesFrom(PushMojo mojo) {
    project.setVersion("1.0+build");

    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("'1.0+build'", "the project's version", "128 letters");
  }

  @Test
  @InjectMojo(goal = "push")
  void leavesNoResultsOfAnEarlierPushBehindAFailedOne(PushMojo mojo) throws Exception {
    push(mojo);
    set(mojo, "source", "nowhere");

    assertThatThrownBy(() -> push(mojo)).isInstanceOf(MojoFailureException.class);
    assertThat(directory.resolve("oci-push")).isEmptyDirectory();
  }

  @Test
  @InjectMojo(goal = "push")
  void wantsADestination(PushMojo mojo) {
    assertThatThrownBy(() -> execute(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("no destination is given", "-Doci.image=HOST[:PORT]/REPOSITORY");
  }

  @Test
  @InjectMojo(goal = "push")
  void refusesToPushOffline(PushMojo mojo) {
    when(session.isOffline()).thenReturn(true);

    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("Maven is offline", "-o", "-Doci.skip=true");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "parallelism", value = "0")
  void wantsPositiveNumbers(PushMojo mojo) {
    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("Cannot use parallelism 0; it is 1 or more");
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "progress", value = "fancy")
  void listsTheWordsThatAParameterAllows(PushMojo mojo) {
    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("Cannot understand progress 'fancy'; it is one of: auto, log, none");
  }

  @Test
  @InjectMojo(goal = "push")
  void findsOutBeforeThePushThatResultsCannotBeWritten(PushMojo mojo) throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    set(mojo, "outputDirectory", file.resolve("below").toFile());

    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("Cannot write the push's results", "'outputDirectory'");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  void blamesTheUserForWhatTheUserCanMend(PushMojo mojo) throws Exception {
    set(mojo, "source", "nowhere");

    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("there is no nowhere")
        .hasNoCause();
  }

  @Test
  @InjectMojo(goal = "push")
  void blamesTheWorldForTheRest(PushMojo mojo) throws Exception {
    int port = registry.port();
    registry.close();
    when(session.getRequest().isShowErrors()).thenReturn(true);
    set(mojo, "image", "127.0.0.1:" + port + "/acme/app");

    assertThatThrownBy(() -> execute(mojo))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("refused")
        .hasCauseInstanceOf(io.github.ocimaven.model.RegistryException.class);
  }

  @Test
  @InjectMojo(goal = "push")
  void pushesToSeveralDestinations(PushMojo mojo) throws Exception {
    try (EmbeddedRegistry second = EmbeddedRegistry.start()) {
      set(
          mojo,
          "images",
          List.of(second.hostAndPort() + "/mirror/app:2", second.hostAndPort() + "/other"));
      set(mojo, "outputDirectory", new File(directory.toFile(), "results"));
      push(mojo);

      assertThat(registry.tags("acme/app")).containsExactly("1.0-SNAPSHOT");
      assertThat(second.tags("mirror/app")).containsExactly("2");
      assertThat(second.tags("other")).containsExactly("1.0-SNAPSHOT");
    }
    JsonNode json =
        new JsonMapper().readTree(Files.readString(directory.resolve("results/image.json")));
    assertThat(json.path("destinations")).hasSize(3);
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

package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.RegistryException;
import io.github.ocimaven.model.RegistryException.Reason;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.retry.RetryListener;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRegistries;
import io.github.ocimaven.testing.Answer;
import io.github.ocimaven.testing.EmbeddedRegistry;
import io.github.ocimaven.testing.Interceptor;
import io.github.ocimaven.testing.TestCertificates;
import io.github.ocimaven.testing.TestImages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user reads when a registry fails: action, subject, reason, remedy. */
class RegistryFailureTest {

  private static final Credentials WRONG =
      new Credentials.Login("ci", "wr0ng", "the parameters username and password");

  @TempDir Path directory;

  @BeforeEach
  void writeImage() throws IOException {
    TestImages.layout(directory.resolve("oci")).layer("base").write();
  }

  private void push(String registry, @Nullable Credentials credentials, Duration timeout) {
    Connections connections =
        credentials == null ? Connections.anonymous() : Connections.as(credentials);
    Target target = new Target(registry, "acme/app", List.of("1.0"));
    new Pusher(connections.timeout(timeout).open(), PushListener.NONE)
        .push(Requests.push(directory, "oci", null, List.of(target), 2, false));
  }

  private void assertFailure(
      String registry, @Nullable Credentials credentials, Reason reason, String... words) {
    assertThatThrownBy(() -> push(registry, credentials, Duration.ofSeconds(20)))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageStartingWith("Cannot ")
        .hasMessageContaining(registry + "/acme/app: ")
        .hasMessageContainingAll(words)
        .message()
        .doesNotContain("wr0ng", "\n");
  }

  private void assertFailure(
      EmbeddedRegistry registry, Answer answer, Reason reason, String... words) {
    registry.behave();
    registry.intercept(Interceptor.on("POST", "/blobs/uploads/", answer));
    assertFailure(registry.hostAndPort(), null, reason, words);
    assertThat(registry.tags("acme/app")).isEmpty();
  }

  @Test
  void unknownHost() {
    assertFailure(
        "registry.invalid", null, Reason.UNKNOWN_HOST, "registry.invalid is unknown", "spelling");
  }

  @Test
  void unknownHostThatALocationNames() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      assertFailure(
          registry,
          Answer.status(202).withHeader("Location", "https://storage.invalid:8443/up?sig=abc"),
          Reason.UNKNOWN_HOST,
          "the host of storage.invalid:8443, where the registry sent us, is unknown");
    }
  }

  @Test
  void refusalWhereALocationLeads() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start();
        EmbeddedRegistry storage = EmbeddedRegistry.start()) {
      storage.intercept(Interceptor.always(Answer.html(404, "<html>NoSuchUpload</html>")));
      assertFailure(
          registry,
          Answer.status(202).withHeader("Location", storage.url() + "/up?sig=abc"),
          Reason.REFUSED,
          storage.hostAndPort() + ", where the registry sent us, answered 404; ");
    }
  }

  @Test
  void plainHttpBehindALocationOfHttps() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start();
        EmbeddedRegistry storage = EmbeddedRegistry.start()) {
      assertFailure(
          registry,
          Answer.status(202)
              .withHeader("Location", "https://" + storage.hostAndPort() + "/up?sig=abc"),
          Reason.UNREACHABLE,
          "there is no TLS connection to "
              + storage.hostAndPort()
              + ", where the registry sent us, (");
    }
  }

  @Test
  void connectionRefused() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertFailure("127.0.0.1:" + port, null, Reason.UNREACHABLE, "refused", "check that");
  }

  @Test
  void silence() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String registry = "127.0.0.1:" + silent.getLocalPort();

      assertThatThrownBy(() -> push(registry, null, Duration.ofSeconds(1)))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT))
          .hasMessageContainingAll(registry, "silent for 1 seconds", "-Doci.timeout");
    }
  }

  @Test
  void stopsTakingWhatIsSent() throws IOException {
    TestImages.layout(directory.resolve("oci")).randomLayer(30_000_000, 1).refName("big").write();
    try (EmbeddedRegistry registry = EmbeddedRegistry.start();
        ServerSocket stuck = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      // Nobody accepts: the kernel takes the connection and a little of what is sent, no more.
      String location = "http://127.0.0.1:" + stuck.getLocalPort() + "/upload";
      registry.intercept(
          Interceptor.on(
              "POST", "/blobs/uploads/", Answer.status(202).withHeader("Location", location)));
      var registries = Connections.anonymous().connections(1).timeout(Duration.ofSeconds(1)).open();
      Target target = new Target(registry.hostAndPort(), "acme/app", List.of("1.0"));

      assertThatThrownBy(
              () ->
                  new Pusher(registries, PushListener.NONE)
                      .push(Requests.push(directory, "oci", "big", List.of(target), 1, false)))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT))
          .hasMessageContaining("upload blob");
    }
  }

  @Test
  void webPageInsteadOfARegistry() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.intercept(Interceptor.always(Answer.html(200, "<html>Welcome</html>")));
      assertFailure(
          registry.hostAndPort(),
          null,
          Reason.NOT_A_REGISTRY,
          "no container registry",
          "web page",
          "check host and port");

      registry.behave();
      registry.intercept(Interceptor.always(Answer.html(404, "<html>Not found</html>")));
      assertFailure(registry.hostAndPort(), null, Reason.NOT_A_REGISTRY, "web page");
    }
  }

  @Test
  void credentialsMissing() throws IOException {
    try (EmbeddedRegistry basic = EmbeddedRegistry.builder().basicAuth("ci", "s3cret").start();
        EmbeddedRegistry bearer = EmbeddedRegistry.builder().bearerAuth("ci", "s3cret").start()) {
      for (EmbeddedRegistry registry : List.of(basic, bearer)) {
        assertFailure(
            registry.hostAndPort(),
            null,
            Reason.UNAUTHORIZED,
            "wants credentials (401",
            "none were found in a test",
            "-Doci.username=",
            "OCI_USERNAME",
            "<server>",
            "docker login");
      }
    }
  }

  @Test
  void credentialsWrong() throws IOException {
    try (EmbeddedRegistry basic = EmbeddedRegistry.builder().basicAuth("ci", "s3cret").start();
        EmbeddedRegistry bearer = EmbeddedRegistry.builder().bearerAuth("ci", "s3cret").start()) {
      for (EmbeddedRegistry registry : List.of(basic, bearer)) {
        assertFailure(
            registry.hostAndPort(),
            WRONG,
            Reason.UNAUTHORIZED,
            "401",
            "from the parameters username and password",
            "check");
      }
    }
  }

  @Test
  void tokenServiceBroken() throws IOException {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().bearerAuth("ci", "s3cret").start()) {
      registry.intercept(Interceptor.on("GET", "/token", Answer.json(200, "{}")));
      assertFailure(
          registry.hostAndPort(), WRONG, Reason.REFUSED, "the token service", "holds no token");

      registry.behave();
      registry.intercept(Interceptor.on("GET", "/token", Answer.status(503)));
      assertFailure(registry.hostAndPort(), WRONG, Reason.REFUSED, "the token service", "503");
    }
  }

  @Test
  void denied() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      assertFailure(
          registry,
          Answer.error(403, "DENIED", "not yours"),
          Reason.DENIED,
          "denied access (403: DENIED, not yours)",
          "nobody without credentials may push to acme/app");
    }
    for (var builder :
        List.of(
            EmbeddedRegistry.builder().basicAuth("other", "x"),
            EmbeddedRegistry.builder().bearerAuth("other", "x"))) {
      try (EmbeddedRegistry registry = builder.readOnlyUser("ci", "wr0ng").start()) {
        assertFailure(
            registry.hostAndPort(),
            WRONG,
            Reason.DENIED,
            "denied access (403: DENIED",
            "the credentials came from the parameters username and password",
            "check that they may push to acme/app");
      }
    }
  }

  @Test
  void repositoryRefused() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      assertFailure(
          registry,
          Answer.error(400, "NAME_INVALID", "bad name"),
          Reason.REPOSITORY_REFUSED,
          "refused the repository acme/app (400: NAME_INVALID, bad name)",
          "create it");
      assertFailure(
          registry,
          Answer.error(404, "NAME_UNKNOWN", "no such project"),
          Reason.REPOSITORY_REFUSED,
          "(404: NAME_UNKNOWN, no such project)");
    }
  }

  @Test
  void nameRefusedByTheFirstQuestion() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.intercept(
          Interceptor.on("*", "/manifests/", Answer.error(400, "NAME_INVALID", "bad name")));

      assertFailure(
          registry.hostAndPort(), null, Reason.REPOSITORY_REFUSED, "NAME_INVALID, bad name");
    }
  }

  @Test
  void tooLarge() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      assertFailure(
          registry,
          Answer.html(413, "<html>Request Entity Too Large</html>"),
          Reason.TOO_LARGE,
          "larger than the registry, or a proxy before it, allows (413",
          "client_max_body_size");
    }
  }

  @Test
  void tooLargeAndNotReadToItsEnd() throws IOException {
    TestImages.layout(directory.resolve("oci")).randomLayer(30_000_000, 1).write();
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.intercept(
          request ->
              request.header("Content-Length").orElse("").length() > 6
                  ? Optional.of(Answer.status(413).early())
                  : Optional.empty());

      // The answer may be lost with the connection; then the next attempt gets it.
      var registries =
          new RetryingRegistries(
              Connections.anonymous().open(),
              new RetrySettings(10, Duration.ZERO),
              2,
              RetryListener.NONE);
      Target target = new Target(registry.hostAndPort(), "acme/app", List.of("1.0"));
      assertThatThrownBy(
              () ->
                  new Pusher(registries, PushListener.NONE)
                      .push(Requests.push(directory, "oci", null, List.of(target), 2, false)))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE))
          .hasMessageContaining("client_max_body_size");
    }
  }

  @Test
  void anyOtherAnswer() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      assertFailure(
          registry, Answer.html(502, "<html>Bad Gateway</html>"), Reason.REFUSED, "answered 502");
      assertFailure(
          registry, Answer.error(405, "UNSUPPORTED", "read-only"), Reason.REFUSED, "405: UNSUPP");
      assertFailure(registry, Answer.status(202), Reason.REFUSED, "Location");
    }
  }

  @Test
  void certificateNotTrusted() throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(certificates).start()) {
      assertFailure(
          registry.localhost(),
          null,
          Reason.UNTRUSTED_CERTIFICATE,
          "certificate of " + registry.localhost() + " is not trusted",
          "trust store",
          "-Doci.insecure=true");
      assertThat(registry.requests()).isEmpty();
    }
  }

  @Test
  void storedOtherBytes() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.corruptManifests();

      assertThatThrownBy(() -> push(registry.hostAndPort(), null, Duration.ofSeconds(20)))
          .isInstanceOfSatisfying(
              RegistryException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.STORED_OTHER_BYTES))
          .hasMessageContaining("then served sha256:");
    }
  }
}

package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.retry.RetryListener;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRepositories;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The messages if a registry fails: action, subject, reason, remedy. */
class RegistryFailureTest extends RegistryFailureFixture {
  private static final Credentials WRONG =
      new Credentials.Login("ci", "wr0ng", "the parameters username and password");

  @Test
  void webPageInsteadOfARegistry() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.intercept(Interceptor.always(Answer.html(200, "<html>Welcome</html>")));
      assertFailure(
          registry.hostAndPort(),
          null,
          Reason.NOT_A_REGISTRY,
          "is not a container registry",
          "web page",
          "check the host and port");

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
            "requires credentials (401",
            "none were found in a test",
            "set 'username'",
            "OCI_USERNAME",
            "server to settings.xml",
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
          registry.hostAndPort(), WRONG, Reason.REFUSED, "the token service", "contains no token");

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
          "credentials are required to push to acme/app");
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
            "check that they are allowed to push to acme/app");
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
          "larger than the registry, or a proxy in front of it, allows (413",
          "client_max_body_size");
    }
  }

  @Test
  void tooLargeAndNotReadToItsEnd() throws IOException {
    Files.delete(directory.resolve("oci/index.json")); // else there would be two images
    TestImages.layout(directory.resolve("oci")).randomLayer(30_000_000, 1).write();
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.intercept(
          request ->
              request.header("Content-Length").orElse("").length() > 6
                  ? Optional.of(Answer.status(413).early())
                  : Optional.empty());

      // The response may be lost with the connection; then the next attempt gets it.
      var registries =
          new RetryingRepositories(
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
          registry,
          Answer.html(502, "<html>Bad Gateway</html>"),
          Reason.REFUSED,
          "responded with 502");
      assertFailure(
          registry, Answer.error(405, "UNSUPPORTED", "read-only"), Reason.REFUSED, "405: UNSUPP");
      assertFailure(registry, Answer.status(202), Reason.REFUSED, "Location");
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

package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.EmbeddedRegistryBuilder;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import io.github.ocimaven.testing.tls.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Credentials and tokens are only sent to the registry. The thief is the same host with another
 * port, and demands credentials for everything.
 */
class ForeignHostsTest {

  private static final Credentials CI = new Credentials.Login("ci", "s3cret", "a test");

  private Connections connections = Connections.as(CI).insecure(true);

  @TempDir Path directory;

  private EmbeddedRegistry thief;

  @BeforeEach
  void start() throws IOException {
    TestImages.layout(directory.resolve("oci")).layer("base").write();
    thief = EmbeddedRegistry.start();
  }

  @AfterEach
  void stop() throws IOException {
    thief.close();
  }

  private void demand(String challenge) {
    thief.intercept(
        request ->
            request.path().equals("/token")
                ? Optional.of(Answer.json(200, "{\"token\":\"thiefs\"}"))
                : Optional.of(
                    Answer.error(401, "UNAUTHORIZED", "log in")
                        .withHeader("WWW-Authenticate", challenge)));
  }

  /** The push may succeed or fail, but a failure must have a message. */
  private void push(EmbeddedRegistry registry) {
    Target target = new Target(registry.hostAndPort(), "acme/app", List.of("1.0"));
    try {
      new Pusher(connections.open(), PushListener.NONE)
          .push(Requests.push(directory, "oci", null, List.of(target), 2, false));
    } catch (RegistryException e) {
      assertThat(e).message().startsWith("Cannot ").doesNotContain("s3cret");
    }
  }

  private static Interceptor onceLoggedIn(String method, Answer answer) {
    return request ->
        request.method().equals(method) && request.header("Authorization").isPresent()
            ? Optional.of(answer)
            : Optional.empty();
  }

  private void assertNothingStolen() {
    assertThat(thief.requests())
        .isNotEmpty()
        .allSatisfy(
            request -> {
              assertThat(request.header("Authorization")).isEmpty();
              assertThat(request.path()).isNotEqualTo("/token");
              assertThat(request.query()).doesNotContain("s3cret");
            });
  }

  static Stream<Arguments> redirects() {
    Stream<Arguments> all =
        Stream.of("HEAD", "GET")
            .flatMap(
                method ->
                    Stream.of(301, 302, 303, 307, 308).map(status -> Arguments.of(method, status)));
    Stream<Arguments> writing =
        Stream.of("POST", "PATCH", "PUT")
            .flatMap(method -> Stream.of(307, 308).map(status -> Arguments.of(method, status)));
    return Stream.concat(all, writing);
  }

  @ParameterizedTest
  @MethodSource("redirects")
  void sendsNoAuthorizationWhereARedirectLeads(String method, int status) throws IOException {
    if (method.equals("PATCH")) {
      connections = connections.wholeUpTo(0);
    }
    for (EmbeddedRegistryBuilder builder :
        List.of(
            EmbeddedRegistry.builder().basicAuth("ci", "s3cret"),
            EmbeddedRegistry.builder().bearerAuth("ci", "s3cret"))) {
      try (EmbeddedRegistry registry = builder.start()) {
        demand("Basic realm=\"thief\", Bearer realm=\"" + thief.url() + "/token\"");
        registry.intercept(
            onceLoggedIn(method, Answer.redirect(status, thief.url() + "/v2/acme/app/x")));

        push(registry);

        assertNothingStolen();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303})
  void doesNotFollowWhereAPutMayBecomeAGet(int status) throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().basicAuth("ci", "s3cret").start()) {
      registry.intercept(
          onceLoggedIn("PUT", Answer.redirect(status, thief.url() + "/v2/acme/app/x")));

      push(registry);

      assertThat(thief.requests()).isEmpty();
      assertThat(registry.tags("acme/app")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic realm=\"x\"", "Bearer realm=\"%s/token\",service=\"x\""})
  void answersNoChallengeOfWhereALocationLeads(String challenge) throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().basicAuth("ci", "s3cret").start()) {
      demand(challenge.formatted(thief.url()));
      registry.intercept(
          onceLoggedIn(
              "POST", Answer.status(202).withHeader("Location", thief.url() + "/v2/x?sig=1")));

      push(registry);

      assertNothingStolen();
    }
  }

  @Test
  void answersNoChallengeOfWhereAnAnonymousRequestIsRedirected() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      demand("Bearer realm=\"" + thief.url() + "/token\"");
      registry.intercept(Interceptor.on("HEAD", "/", Answer.redirect(307, thief.url() + "/v2/x")));

      push(registry);

      assertNothingStolen();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void sendsNothingFromTlsToPlainHttp(int status) throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry =
            EmbeddedRegistry.builder().tls(certificates).basicAuth("ci", "s3cret").start()) {
      registry.intercept(
          onceLoggedIn("PUT", Answer.redirect(status, thief.url() + "/v2/acme/app/x")));

      push(registry);

      assertThat(registry.requests("PUT", "/")).isNotEmpty();
      assertThat(thief.requests()).isEmpty();
    }
  }
}

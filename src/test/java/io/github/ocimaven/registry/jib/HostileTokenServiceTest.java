package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Token services whose responses violate the protocol: the message names them, and they get no
 * secret.
 */
class HostileTokenServiceTest {

  private static final Credentials LOGIN = new Credentials.Login("ci", "s3cret", "a test");
  private static final Credentials IDENTITY = new Credentials.IdentityToken("refr3sh", "a test");

  private static Throwable failure(EmbeddedRegistry registry, Credentials credentials) {
    Target target = new Target(registry.localhost(), "acme/app", List.of("1.0"));
    try (Repository repository =
        Connections.as(credentials).timeout(Duration.ofSeconds(1)).open().open(target)) {
      repository.manifestDigest(ManifestName.tag("1.0"));
      return new AssertionError("it did not fail");
    } catch (RegistryException e) {
      return e;
    }
  }

  private static AbstractThrowableAssert<?, ?> assertFailure(
      EmbeddedRegistry registry, Credentials credentials, Reason reason) {
    Throwable failure = failure(registry, credentials);
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain("s3cret", "refr3sh", "s1gnature");
    return assertThat(failure)
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageStartingWith("Cannot look for the tag 1.0 in ")
        .hasMessageContaining("the token service http://");
  }

  private static EmbeddedRegistry start(Answer tokenAnswer) throws IOException {
    EmbeddedRegistry registry =
        EmbeddedRegistry.builder().bearerAuth("ci", "s3cret").identityToken("refr3sh").start();
    registry.intercept(Interceptor.on("*", "/token", tokenAnswer));
    return registry;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "{\"token\":", "\u0000"})
  void garbage(String body) throws IOException {
    try (EmbeddedRegistry registry = start(Answer.json(200, body))) {
      assertFailure(registry, LOGIN, Reason.REFUSED)
          .hasMessageContaining("gave no token: its response");
    }
  }

  @Test
  void webPage() throws IOException {
    try (EmbeddedRegistry registry = start(Answer.html(200, "<html>Log in</html>"))) {
      assertFailure(registry, LOGIN, Reason.REFUSED)
          .hasMessageContainingAll(
              "gave no token: its response is not JSON", "ask the registry's administrator");
    }
  }

  @Test
  void huge() throws IOException {
    String huge = "{\"token\":\"" + "a".repeat(2_000_000) + "\"}";
    try (EmbeddedRegistry registry = start(Answer.json(200, huge))) {
      assertFailure(registry, LOGIN, Reason.REFUSED)
          .hasMessageContaining("its response is larger than a megabyte");
    }
  }

  @Test
  void tokenThatWouldAddAHeader() throws IOException {
    try (EmbeddedRegistry registry = start(Answer.json(200, "{\"token\":\"a\\r\\nX-Evil: 1\"}"))) {
      assertFailure(registry, LOGIN, Reason.REFUSED)
          .hasMessageContaining("does not fit into a header");
      assertThat(registry.requests())
          .allSatisfy(request -> assertThat(request.header("X-Evil")).isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void failsItself(int status) throws IOException {
    try (EmbeddedRegistry registry = start(Answer.html(status, "<html>s1gnature</html>"))) {
      assertFailure(registry, LOGIN, Reason.REFUSED)
          .hasMessageContainingAll("it responded with " + status, "try again later")
          .satisfies(e -> assertThat(((RegistryException) e).status()).isEqualTo(status));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirectWithARefreshToken(int status) throws IOException {
    try (EmbeddedRegistry thief = EmbeddedRegistry.start()) {
      String there = thief.url().replace("://", "://u:s1gnature@") + "/token?sig=s1gnature";
      try (EmbeddedRegistry registry = start(Answer.redirect(status, there))) {
        for (Credentials credentials : List.of(LOGIN, IDENTITY)) {
          assertFailure(registry, credentials, Reason.REFUSED)
              .hasMessageContaining("it redirected us to " + thief.url() + "/token");
        }
      }
      assertThat(thief.requests()).isEmpty();
    }
  }

  @Test
  void knowsNoOAuth2() throws IOException {
    try (EmbeddedRegistry registry = start(Answer.status(404))) {
      assertFailure(registry, IDENTITY, Reason.REFUSED)
          .hasMessageContaining("it may not accept identity tokens");
    }
  }

  @Test
  void repeatsTheRefreshToken() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().identityToken("other").start()) {
      assertFailure(registry, IDENTITY, Reason.UNAUTHORIZED)
          .hasMessageContainingAll(
              "400: invalid_grant, unknown […]; the credentials came from a test");
    }
  }

  private static EmbeddedRegistry startWithRealm(String realm) throws IOException {
    EmbeddedRegistry registry = EmbeddedRegistry.start();
    registry.intercept(
        Interceptor.on(
            "*",
            "acme/app",
            Answer.status(401)
                .withHeader("WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=x")));
    return registry;
  }

  @Test
  void isSilent() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        EmbeddedRegistry registry =
            startWithRealm("http://127.0.0.1:" + silent.getLocalPort() + "/token")) {
      assertFailure(registry, IDENTITY, Reason.UNREACHABLE)
          .hasMessageContaining("it was silent for 1 seconds");
    }
  }

  @Test
  void doesNotLogInWithTheUserThatARealmNames() throws IOException {
    try (EmbeddedRegistry service = EmbeddedRegistry.start()) {
      service.intercept(
          Interceptor.always(
              Answer.status(401).withHeader("WWW-Authenticate", "Basic realm=\"again\"")));
      try (EmbeddedRegistry registry =
          startWithRealm(service.url().replace("://", "://root:s1gnature@") + "/token")) {
        assertFailure(registry, new Credentials.Anonymous(List.of()), Reason.UNAUTHORIZED)
            .hasMessageContaining("it requires credentials, and none were given; set 'username'");
      }
      assertThat(service.requests())
          .hasSize(1)
          .allSatisfy(request -> assertThat(request.header("Authorization")).isEmpty());
    }
  }

  @Test
  void isNamedByAnotherHostWhichARedirectLedTo() throws IOException {
    try (EmbeddedRegistry thief = EmbeddedRegistry.start();
        EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.intercept(
          request ->
              request.path().contains("acme/app")
                  ? Optional.of(Answer.redirect(307, thief.url() + "/stolen?sig=s1gnature"))
                  : Optional.empty());
      thief.intercept(
          Interceptor.always(
              Answer.status(401)
                  .withHeader("Oci-Answer-Origin", registry.url())
                  .withHeader(
                      "WWW-Authenticate",
                      "Bearer realm=\"" + thief.url() + "/token\", Basic realm=x")));

      assertThat(failure(registry, LOGIN))
          .hasMessageContaining(
              thief.url() + ", where the registry sent us, denied access to a request without");
      assertThat(thief.requests())
          .isNotEmpty()
          .allSatisfy(
              request -> {
                assertThat(request.path()).isEqualTo("/stolen");
                assertThat(request.header("Authorization")).isEmpty();
              });
    }
  }

  @Test
  void isNotAskedWhereTheRegistryWantsAPasswordAndThereIsAnIdentityToken() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().basicAuth("ci", "s3cret").start()) {
      assertThat(failure(registry, IDENTITY))
          .hasMessageContainingAll(
              "the registry requires basic credentials (401",
              "was given an identity token from a test",
              "set a user name and password instead");
    }
  }

  @Test
  void isNotToBlameWhereARegistryTokenIsRefused() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().registryToken("st4tic").start()) {
      assertThatThrownBy(
              () -> {
                throw failure(registry, new Credentials.RegistryToken("wr0ng", "a test"));
              })
          .hasMessageContainingAll("refused the token from a test (401", "expired")
          .message()
          .doesNotContain("wr0ng");
      assertThat(registry.tokenRequests()).isZero();
    }
  }
}

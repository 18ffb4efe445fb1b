package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.registry.Transience.Gate;
import io.github.ocimaven.registry.Transience.Pause;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which responses hold back all requests to a host, and which requests that are. */
@Timeout(60)
class HostLimitTest {

  private static final Duration PAUSE = Duration.ofMillis(400);
  private static final Duration MOST = Duration.ofSeconds(30);

  private final RegistryConnections shared = new RegistryConnections();
  private EmbeddedRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start();
  }

  @AfterEach
  void stop() throws IOException {
    shared.close();
    registry.close();
  }

  @ParameterizedTest
  @CsvSource({
    "429,, true",
    "429, 1, true",
    "503, 1, true",
    "503,, false",
    "500, 1, false",
    "400, 1, false"
  })
  void isReportedByAResponse(int status, @Nullable String retryAfter, boolean limited) {
    Answer answer = Answer.status(status);
    registry.intercept(
        Interceptor.on(
            "*",
            "/manifests/",
            retryAfter == null ? answer : answer.withHeader("Retry-After", retryAfter)));

    assertThat(fail(registry, "acme/app").gate().isPresent()).isEqualTo(limited);
  }

  @Test
  void holdsBackTheRequestsOfOtherRepositoriesAndSettings() {
    registry.intercept(Interceptor.times(1, limit("/acme/app/manifests/")));
    Pause pause = close(fail(registry, "acme/app"));

    assertThat(pause.host()).isEqualTo(registry.hostAndPort());
    assertThat(timeOf(Connections.anonymous(), registry, "acme/app"))
        .isGreaterThan(PAUSE.dividedBy(2));
    close(registry);
    assertThat(timeOf(Connections.anonymous(), registry, "acme/other"))
        .isGreaterThan(PAUSE.dividedBy(2));
    close(registry);
    assertThat(timeOf(Connections.anonymous().insecure(true), registry, "acme/app"))
        .isGreaterThan(PAUSE.dividedBy(2));
  }

  @Test
  void doesNotHoldBackTheRequestsToAnotherHost() throws IOException {
    try (EmbeddedRegistry other = EmbeddedRegistry.start()) {
      registry.intercept(Interceptor.times(1, limit("/acme/app/manifests/")));
      Gate gate = fail(registry, "acme/app").gate().orElseThrow();
      var unused = gate.close(Duration.ofHours(1), Duration.ZERO, MOST);

      assertThat(timeOf(Connections.anonymous(), other, "acme/app"))
          .isLessThan(Duration.ofMinutes(1));
    }
  }

  @Test
  void isTheTokenServicesIfThatRefusesTheRequest() throws IOException {
    try (EmbeddedRegistry tokens = EmbeddedRegistry.builder().bearerAuth("ci", "s3cret").start();
        EmbeddedRegistry guarded =
            EmbeddedRegistry.builder()
                .bearerAuth("ci", "s3cret")
                .tokenService(tokens.url() + "/token")
                .start()) {
      tokens.intercept(limit("/token"));

      assertThat(close(fail(guarded, "acme/app")).host()).isEqualTo(tokens.hostAndPort());
    }
  }

  @Test
  void doesNotHoldBackAPushThatEnds() throws Exception {
    registry.intercept(Interceptor.times(1, limit("/acme/app/manifests/")));
    Gate gate = fail(registry, "acme/app").gate().orElseThrow();
    var unused = gate.close(Duration.ofHours(1), Duration.ZERO, MOST);
    Repository repository = open(Connections.anonymous(), registry, "acme/app");
    CompletableFuture<Object> request =
        CompletableFuture.supplyAsync(() -> repository.manifestDigest(ManifestName.tag("1.0")));

    repository.close();

    assertThat(request).failsWithin(Duration.ofSeconds(30));
  }

  private static Interceptor limit(String path) {
    return Interceptor.on("*", path, Answer.status(429).withHeader("Retry-After", "1"));
  }

  private void close(EmbeddedRegistry limited) {
    limited.intercept(Interceptor.times(1, limit("/manifests/")));
    var unused = close(fail(limited, "acme/app"));
  }

  private static Pause close(RegistryException failure) {
    return failure.gate().orElseThrow().close(PAUSE, Duration.ZERO, Duration.ZERO);
  }

  private Repository open(Connections connections, EmbeddedRegistry server, String repository) {
    return connections
        .open(shared)
        .open(new Target(server.hostAndPort(), repository, List.of("1.0")));
  }

  private Duration timeOf(Connections connections, EmbeddedRegistry server, String repository) {
    long begin = System.nanoTime();
    try (Repository opened = open(connections, server, repository)) {
      var unused = opened.manifestDigest(ManifestName.tag("1.0"));
      return Duration.ofNanos(System.nanoTime() - begin);
    }
  }

  private RegistryException fail(EmbeddedRegistry server, String repository) {
    return catchThrowableOfType(
        RegistryException.class,
        () -> {
          try (Repository opened = open(Connections.anonymous(), server, repository)) {
            var unused = opened.manifestDigest(ManifestName.tag("1.0"));
          }
        });
  }
}

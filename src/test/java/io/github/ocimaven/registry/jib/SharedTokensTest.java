package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.EmbeddedRegistryBuilder;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.RecordedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which repositories share tokens, and when no token is requested. */
@Timeout(60)
class SharedTokensTest {

  private static final Credentials CI = new Credentials.Login("ci", "s3cret", "a test");

  private final RegistryConnections shared = new RegistryConnections();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch released = new CountDownLatch(1);
  private EmbeddedRegistry server;

  private void start(EmbeddedRegistryBuilder builder) throws IOException {
    server = builder.start();
  }

  private void startWithTokens() throws IOException {
    start(EmbeddedRegistry.builder().bearerAuth("ci", "s3cret"));
  }

  @AfterEach
  void stop() throws IOException {
    released.countDown();
    threads.shutdownNow();
    shared.close();
    server.close();
  }

  private Repository open(Connections connections, String repository) {
    return connections
        .open(shared)
        .open(new Target(server.hostAndPort(), repository, List.of("1")));
  }

  private Repository open(String repository) {
    return open(Connections.as(CI), repository);
  }

  private static void ask(Repository registry) {
    assertThat(registry.manifestDigest(ManifestName.tag("1"))).isEmpty();
  }

  private List<Integer> answers() {
    return server.requests("HEAD", "").stream().map(RecordedRequest::status).toList();
  }

  @Test
  void thoseWhoPushToOneRepositoryAsTheSameUserShareTheToken() throws IOException {
    startWithTokens();
    try (Repository first = open("acme/app");
        Repository second = open("acme/app")) {
      ask(first);
      ask(second);
    }
    try (Repository third = open("acme/app")) {
      ask(third);
    }

    assertThat(server.tokenRequests()).isEqualTo(1);
    assertThat(answers()).containsExactly(401, 404, 404, 404);
  }

  @Test
  void oneRenewsItForTheOthers() throws IOException {
    startWithTokens();
    try (Repository first = open("acme/app");
        Repository second = open("acme/app")) {
      ask(first);
      server.revokeTokens();
      ask(second);
      ask(first);
    }

    assertThat(server.tokenRequests()).isEqualTo(2);
    assertThat(answers()).containsExactly(401, 404, 401, 404, 404);
  }

  @Test
  void theNextRepositoryAsksForATokenBeforeItIsRefused() throws IOException {
    startWithTokens();
    try (Repository first = open("acme/a");
        Repository second = open("acme/b")) {
      ask(first);
      ask(second);
    }

    assertThat(answers()).containsExactly(401, 404, 404);
    assertThat(server.requests("GET", "/token"))
        .extracting(RecordedRequest::query)
        .satisfiesExactly(
            query -> assertThat(query).contains("acme/a"),
            query -> assertThat(query).contains("acme/b").doesNotContain("acme/a"));
  }

  @Test
  void theNextRepositoryLogsInWithBasicAtOnce() throws IOException {
    start(EmbeddedRegistry.builder().basicAuth("ci", "s3cret"));
    try (Repository first = open("acme/a");
        Repository second = open("acme/b")) {
      ask(first);
      ask(second);
    }

    assertThat(answers()).containsExactly(401, 404, 404);
  }

  @Test
  void twoLoginsShareNoToken() throws IOException {
    startWithTokens();
    Credentials other = new Credentials.Login("ci", "s3cret", "elsewhere");
    try (Repository first = open("acme/app");
        Repository second = open(Connections.as(other), "acme/app")) {
      ask(first);
      ask(second);
    }

    assertThat(server.tokenRequests()).isEqualTo(2);
    assertThat(server.requests("HEAD", ""))
        .extracting(request -> request.header("Authorization").orElse(""))
        .doesNotHaveDuplicates();
  }

  @Test
  void anInsecureAccessGetsNoTokenOfASecureOne() throws IOException {
    startWithTokens();
    try (Repository first = open("acme/app");
        Repository second = open(Connections.as(CI).insecure(true), "acme/app")) {
      ask(first);
      ask(second);
    }

    assertThat(answers()).containsExactly(401, 404, 401, 404);
  }

  @Test
  void aTokenThatAnotherOneGotIsHiddenAsWell() throws IOException {
    startWithTokens();
    try (Repository first = open("acme/app");
        Repository second = open("acme/app")) {
      ask(first);
      server.intercept(
          request ->
              request.method().equals("GET") && request.path().contains("/manifests/")
                  ? Optional.of(
                      Answer.error(400, "UNKNOWN", request.header("Authorization").orElseThrow()))
                  : Optional.empty());

      assertThatThrownBy(() -> second.manifest(ManifestName.tag("1")))
          .message()
          .contains("Bearer …");
    }
  }

  @Test
  void aTokenIsGotWhileARequestTakesAllConnections() throws Exception {
    startWithTokens();
    Connections one = Connections.as(CI).connections(1);
    CountDownLatch stalled = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    try (Repository first = open(one, "acme/a");
        Repository second = open(one, "acme/b")) {
      ask(first);
      server.intercept(
          request -> {
            if (request.path().contains("acme/a")) {
              stalled.countDown();
              await(released);
            } else if (request.path().equals("/token")) {
              asked.countDown();
            }
            return Optional.empty();
          });
      Future<?> stalling = threads.submit(() -> ask(first));
      await(stalled);
      Future<?> asking = threads.submit(() -> ask(second));

      await(asked);
      assertThat(stalling.isDone()).isFalse();
      released.countDown();
      asking.get();
      stalling.get();
    }
    assertThat(server.connections()).isLessThanOrEqualTo(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

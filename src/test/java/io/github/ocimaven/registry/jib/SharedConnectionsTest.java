package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.ProxyServer;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.testing.net.ConnectProxy;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.tls.TestCertificates;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What repositories of one registry share, and what they do not. */
@Timeout(60)
class SharedConnectionsTest {

  private final RegistryConnections shared = new RegistryConnections();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch released = new CountDownLatch(1);
  private EmbeddedRegistry server;

  @BeforeEach
  void start() throws IOException {
    server = EmbeddedRegistry.start();
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
    return open(Connections.anonymous(), repository);
  }

  private static void ask(Repository registry) {
    assertThat(registry.manifestDigest(ManifestName.tag("1"))).isEmpty();
  }

  /** Signals each HEAD of a repository, and does not respond to it before the test ends. */
  private CountDownLatch stall(String repository) {
    CountDownLatch stalled = new CountDownLatch(1);
    server.intercept(
        request -> {
          if (request.method().equals("HEAD") && request.path().contains(repository)) {
            stalled.countDown();
            await(released);
          }
          return Optional.empty();
        });
    return stalled;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theNextRepositoryFindsTheConnectionsOfTheLast() {
    try (Repository first = open("acme/a")) {
      ask(first);
    }
    try (Repository second = open("acme/b")) {
      ask(second);
    }

    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void aRegistryIsAskedOnceWhichSchemeItSpeaks() {
    open("acme/a").close();
    open("acme/b").close();

    assertThat(server.requests("GET", "/v2/")).hasSize(1);
  }

  @Test
  void aRegistryThatWasNotThereIsAskedAgain() throws IOException {
    server.close();
    open("acme/a").close();
    AtomicInteger asked = new AtomicInteger();

    open(Connections.anonymous().wireLog(line -> asked.incrementAndGet()), "acme/b").close();

    assertThat(asked.get()).isPositive();
  }

  @Test
  void thereAreNeverMoreConnectionsThanTheLargestParallelism() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch crowd = new CountDownLatch(3);
    server.intercept(
        request -> {
          if (request.method().equals("HEAD")) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            crowd.countDown();
            await(crowd);
            now.decrementAndGet();
          }
          return Optional.empty();
        });
    List<Repository> opened = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      opened.add(open(Connections.anonymous().connections(1 + i % 3), "acme/app" + i));
    }
    List<Future<?>> asked = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Repository registry = opened.get(i % 4);
      asked.add(threads.submit(() -> ask(registry)));
    }
    for (Future<?> each : asked) {
      each.get();
    }
    opened.forEach(Repository::close);

    assertThat(most.get()).isEqualTo(3);
    assertThat(server.connections()).isLessThanOrEqualTo(4);
  }

  @Test
  void closingOneRepositoryEndsItsOwnRequestsOnly() throws Exception {
    CountDownLatch stalled = stall("acme/a");
    Repository first = open("acme/a");
    try (Repository second = open("acme/b")) {
      Future<?> asking = threads.submit(() -> ask(first));
      await(stalled);

      second.close();
      assertThat(asking.isDone()).isFalse();
      first.close();

      assertThatThrownBy(() -> asking.get(5, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(CancellationException.class);
    }
    try (Repository third = open("acme/c")) {
      ask(third);
    }
  }

  @Test
  void nobodyWhoseRepositoryIsClosedWaitsForTheRequestsOfOthers() throws Exception {
    CountDownLatch stalled = stall("acme/a");
    Connections one = Connections.anonymous().connections(1);
    try (Repository first = open(one, "acme/a");
        Repository second = open(one, "acme/b")) {
      Future<?> asking = threads.submit(() -> ask(first));
      await(stalled);
      Future<?> waiting = threads.submit(() -> ask(second));

      second.close();

      assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
          .hasCauseInstanceOf(CancellationException.class);
      assertThat(asking.isDone()).isFalse();
    }
  }

  @Test
  void anInsecureAccessSharesNothingWithASecureOne() {
    try (Repository secure = open("acme/a");
        Repository insecure = open(Connections.anonymous().insecure(true), "acme/a")) {
      ask(secure);
      ask(insecure);
    }

    assertThat(server.connections()).isEqualTo(2);
    assertThat(server.requests("GET", "/v2/")).hasSize(2);
  }

  @Test
  void eachGoalLogsItsOwnRequests() {
    List<String> first = new CopyOnWriteArrayList<>();
    List<String> second = new CopyOnWriteArrayList<>();
    try (Repository a = open(Connections.anonymous().wireLog(first::add), "acme/a");
        Repository b = open(Connections.anonymous().wireLog(second::add), "acme/b")) {
      ask(a);
      ask(b);
    }

    assertThat(first).noneMatch(line -> line.contains("acme/b"));
    assertThat(second).singleElement().asString().contains("HEAD", "acme/b");
  }

  @Test
  void connectionsEndWithTheGraceAndLaterOnesAreNew() throws Exception {
    RegistryConnections brief =
        new RegistryConnections(Duration.ofMillis(50), SystemDefaultDnsResolver.INSTANCE);
    JibRepositories registries = Connections.anonymous().open(brief);
    Target target = new Target(server.hostAndPort(), "acme/app", List.of("1"));
    try (Repository registry = registries.open(target)) {
      ask(registry);
    }
    awaitEndOfThreads();

    try (Repository registry = registries.open(target)) {
      ask(registry);
    }

    assertThat(server.connections()).isEqualTo(2);
    assertThat(server.requests("GET", "/v2/")).hasSize(1);
  }

  /** The thread that waits for the end of the grace period ends by itself. */
  private static void awaitEndOfThreads() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("oci-push-connections")) {
        assertThat(thread.isDaemon()).isTrue();
        thread.join(5_000);
      }
    }
  }

  @Test
  void withoutASessionNothingIsKept() {
    JibRepositories registries = Connections.anonymous().open();
    for (String repository : List.of("acme/a", "acme/b")) {
      Target target = new Target(server.hostAndPort(), repository, List.of("1"));
      try (Repository registry = registries.open(target)) {
        ask(registry);
      }
    }

    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void aTunnelIsForThoseWhoLogInToTheProxyInTheSameWay() throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry tls = EmbeddedRegistry.builder().tls(certificates).start();
        ConnectProxy proxy = ConnectProxy.to(tls.port())) {
      for (String user : List.of("alice", "alice", "bob")) {
        Login login = new Login(user, "s3cret", "a test");
        ProxyServer server = new ProxyServer("127.0.0.1", proxy.port(), login, "a test");
        Target target = new Target("registry.invalid", "acme/app", List.of("1"));
        JibRepositories registries =
            Connections.anonymous()
                .insecure(true)
                .proxies(
                    url ->
                        url.getProtocol().equals("https") ? Optional.of(server) : Optional.empty())
                .open(shared);
        try (Repository registry = registries.open(target)) {
          ask(registry);
        }
      }
      assertThat(proxy.targets()).hasSize(2);
      assertThat(tls.connections()).isEqualTo(2);
    }
  }
}

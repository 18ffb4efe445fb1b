package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import io.github.ocimaven.testing.registry.exchange.RecordedRequest;
import io.github.ocimaven.testing.tls.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The adapter's HTTP requests: lengths, connections, schemes, credentials and their destinations.
 */
class JibRepositoriesTest {

  private static final int PARALLELISM = 4;
  private static final Credentials CI = new Credentials.Login("ci", "s3cret", "a test");

  @TempDir Path directory;

  private final List<String> wireLog = new CopyOnWriteArrayList<>();
  private WrittenImage image;

  @BeforeEach
  void writeImage() throws IOException {
    var builder = TestImages.layout(directory.resolve("oci"));
    for (int i = 0; i < 12; i++) {
      builder.randomLayer(200_000, i);
    }
    image = builder.write();
  }

  private JibRepositories open(Connections connections) {
    return connections.connections(PARALLELISM).wireLog(wireLog::add).open();
  }

  private PushResult push(String registry, @Nullable Credentials credentials, boolean insecure) {
    Connections connections =
        credentials == null ? Connections.anonymous() : Connections.as(credentials);
    Target target = new Target(registry, "acme/app", List.of("1.0"));
    return new Pusher(open(connections.insecure(insecure)), PushListener.NONE)
        .push(Requests.push(directory, "oci", null, List.of(target), PARALLELISM, false))
        .get(0);
  }

  @Test
  void sendsEveryBodyWithItsLength() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      push(registry.hostAndPort(), null, false);

      assertThat(registry.requests())
          .filteredOn(request -> request.bodyBytes() > 0)
          .hasSize(14)
          .allSatisfy(
              request -> {
                assertThat(request.chunked()).isFalse();
                assertThat(request.contentLength()).hasValue(request.bodyBytes());
              });
      assertThat(registry.requests())
          .extracting(request -> request.header("User-Agent").orElse(""))
          .allMatch(agent -> agent.startsWith("test/1"));
    }
  }

  @Test
  void keepsItsConnections() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      push(registry.hostAndPort(), null, false);

      assertThat(registry.connections()).isLessThanOrEqualTo(PARALLELISM);
    }
  }

  @Test
  void asksNothingTwice() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      push(registry.hostAndPort(), null, false);

      assertThat(registry.requests())
          .filteredOn(request -> request.method().equals("HEAD"))
          .extracting(RecordedRequest::path)
          .hasSize(14)
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void speaksPlainHttpToALoopbackRegistryThatSpeaksNoTls(String host) throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      push(registry.hostAndPort(host), null, false);

      assertThat(registry.tags("acme/app")).containsExactly("1.0");
      assertThat(wireLog).anyMatch(line -> line.startsWith("HEAD http://" + host));
    }
  }

  @Test
  void speaksTlsToALoopbackRegistryThatDoes() throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(certificates).start()) {
      push(registry.localhost(), null, true);

      assertThat(registry.tags("acme/app")).containsExactly("1.0");
      assertThat(wireLog).anyMatch(line -> line.startsWith("HEAD https://localhost"));
      assertThat(registry.connections()).isLessThanOrEqualTo(PARALLELISM);
    }
  }

  @Test
  void logsInWithBasic() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().basicAuth("ci", "s3cret").start()) {
      push(registry.hostAndPort(), CI, false);

      assertThat(registry.tags("acme/app")).containsExactly("1.0");
    }
    assertNoSecretIn(wireLog);
  }

  @Test
  void logsInWithOneTokenForTheWholePush() throws IOException {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().bearerAuth("ci", "s3cret").start()) {
      push(registry.hostAndPort(), CI, false);

      assertThat(registry.tags("acme/app")).containsExactly("1.0");
      assertThat(registry.tokenRequests()).isEqualTo(1);
    }
    assertNoSecretIn(wireLog);
  }

  @Test
  void renewsATokenThatExpiresInTheMiddle() throws IOException {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().bearerAuth("ci", "s3cret").start()) {
      AtomicBoolean expired = new AtomicBoolean();
      registry.intercept(
          request -> {
            if (request.method().equals("PUT") && expired.compareAndSet(false, true)) {
              registry.revokeTokens();
            }
            return Optional.empty();
          });

      push(registry.hostAndPort(), CI, false);

      assertThat(registry.tags("acme/app")).containsExactly("1.0");
      assertThat(registry.blob("acme/app", image.configDigest())).isPresent();
      assertThat(registry.tokenRequests()).isEqualTo(2);
    }
  }

  private static void assertNoSecretIn(List<String> lines) {
    String basic = Base64.getEncoder().encodeToString("ci:s3cret".getBytes(StandardCharsets.UTF_8));
    assertThat(lines)
        .isNotEmpty()
        .noneMatch(line -> line.contains("s3cret") || line.contains(basic))
        .noneMatch(line -> line.matches(".*_state=[^…].*"));
  }

  @Test
  void sendsNoAuthorizationToAnotherHostThatALocationNames() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().basicAuth("ci", "s3cret").start();
        EmbeddedRegistry storage = EmbeddedRegistry.start()) {
      registry.intercept(
          Interceptor.on(
              "POST",
              "/blobs/uploads/",
              Answer.status(202).withHeader("Location", storage.url() + "/elsewhere?sig=1")));

      assertThatThrownBy(() -> push(registry.hostAndPort(), CI, false))
          .hasMessageContaining("Cannot upload blob");

      assertThat(storage.requests())
          .isNotEmpty()
          .allSatisfy(request -> assertThat(request.header("Authorization")).isEmpty());
    }
  }

  @Test
  void fetchesNoTokenOverPlainHttpForASecureRegistry() throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(certificates).start();
        EmbeddedRegistry thief = EmbeddedRegistry.start()) {
      registry.intercept(
          Interceptor.always(
              Answer.error(401, "UNAUTHORIZED", "log in")
                  .withHeader("WWW-Authenticate", "Bearer realm=\"" + thief.url() + "/token\"")));

      assertThatThrownBy(() -> push(registry.localhost(), CI, true))
          .hasMessageContaining("would receive the credentials over plain HTTP");
      assertThat(thief.requests()).isEmpty();
    }
  }

  @Test
  void followsNoLocationFromTlsToPlainHttp() throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(certificates).start();
        EmbeddedRegistry plain = EmbeddedRegistry.start()) {
      registry.intercept(
          Interceptor.on(
              "POST",
              "/blobs/uploads/",
              Answer.status(202).withHeader("Location", plain.url() + "/v2/x")));

      assertThatThrownBy(() -> push(registry.localhost(), null, true))
          .hasMessageContaining("X-Forwarded-Proto");
      assertThat(plain.requests()).isEmpty();
    }
  }

  private List<PushResult> pushTwice(String registry) {
    return Requests.oneByOne(
        new Pusher(open(Connections.as(CI)), PushListener.NONE),
        Requests.push(
            directory,
            "oci",
            null,
            List.of(
                new Target(registry, "acme/first", List.of("1.0")),
                new Target(registry, "acme/second", List.of("1.0"))),
            PARALLELISM,
            false));
  }

  @Test
  void asksForTheScopeThatAMountTakes() throws IOException {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().bearerAuth("ci", "s3cret").start()) {
      List<PushResult> results = pushTwice(registry.hostAndPort());

      assertThat(results.get(1).mounted().blobs()).isEqualTo(13);
      assertThat(registry.requests("PUT", "acme/second/blobs/")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 500})
  void uploadsWhereAMountIsRefused(int status) throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.intercept(
          request ->
              request.parameter("mount").isPresent()
                  ? Optional.of(Answer.error(status, "DENIED", "no mounts here"))
                  : Optional.empty());

      List<PushResult> results = pushTwice(registry.hostAndPort());

      assertThat(results.get(1).mounted().blobs()).isZero();
      assertThat(results.get(1).uploaded().blobs()).isEqualTo(13);
      assertThat(registry.tags("acme/second")).containsExactly("1.0");
    }
  }

  @Test
  void followsRelativeLocations() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().relativeLocations().start()) {
      push(registry.hostAndPort(), null, false);

      assertThat(registry.tags("acme/app")).containsExactly("1.0");
    }
  }

  @Test
  void followsRelativeLocationsOfWhereARedirectLed() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().relativeLocations().start()) {
      String elsewhere = registry.hostAndPort("localhost");
      registry.intercept(
          request ->
              request.method().equals("POST")
                      && !request.header("Host").orElseThrow().equals(elsewhere)
                  ? Optional.of(Answer.redirect(307, "http://" + elsewhere + request.path()))
                  : Optional.empty());

      push(registry.hostAndPort(), null, false);

      assertThat(registry.requests("PUT", "/blobs/uploads/"))
          .isNotEmpty()
          .allMatch(request -> request.header("Host").orElseThrow().equals(elsewhere));
    }
  }

  @Test
  void hashesWhatIsServedWhereTheRegistryNamesNoDigest() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      push(registry.hostAndPort(), null, false);
      registry.intercept(Interceptor.on("HEAD", "/manifests/", Answer.status(405)));

      assertThat(push(registry.hostAndPort(), null, false).isUnchanged()).isTrue();
    }
  }
}

package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.github.ocimaven.testing.registry.EmbeddedRegistryBuilder;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.RecordedRequest;
import io.github.ocimaven.testing.tls.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All ways to log in, and tokens that expire during a push. */
class AuthenticationTest {

  private static final String ORIGIN = "a test";
  private static final Credentials LOGIN = new Credentials.Login("ci", "s3cret", ORIGIN);
  private static final Credentials IDENTITY = new Credentials.IdentityToken("refr3sh", ORIGIN);
  private static final Credentials TOKEN = new Credentials.RegistryToken("st4tic", ORIGIN);

  @TempDir Path directory;

  private final List<String> wireLog = new CopyOnWriteArrayList<>();
  private WrittenImage image;

  @BeforeEach
  void writeImage() throws IOException {
    var builder = TestImages.layout(directory.resolve("oci"));
    for (int i = 0; i < 8; i++) {
      builder.randomLayer(200_000, i);
    }
    image = builder.write();
  }

  private List<PushResult> push(
      EmbeddedRegistry registry, Connections connections, String... repositories) {
    List<Target> targets =
        Arrays.stream(repositories)
            .map(name -> new Target(registry.localhost(), name, List.of("1.0")))
            .toList();
    List<PushResult> results =
        Requests.oneByOne(
            new Pusher(connections.connections(4).wireLog(wireLog::add).open(), PushListener.NONE),
            Requests.push(directory, "oci", null, targets, 4, false));
    for (String name : repositories) {
      assertThat(registry.tags(name)).containsExactly("1.0");
      assertThat(image.blobDigests())
          .filteredOn(digest -> !digest.equals(image.manifestDigest()))
          .allMatch(digest -> registry.blobFile(name, digest).isPresent());
    }
    assertThat(wireLog).noneMatch(line -> line.matches(".*(s3cret|refr3sh|st4tic).*"));
    return results;
  }

  private void push(EmbeddedRegistry registry, Credentials credentials) {
    push(registry, Connections.as(credentials), "acme/app");
  }

  private static EmbeddedRegistryBuilder bearer() {
    return EmbeddedRegistry.builder().bearerAuth("ci", "s3cret");
  }

  private static List<RecordedRequest> tokenRequests(EmbeddedRegistry registry) {
    return registry.requests().stream().filter(request -> request.path().equals("/token")).toList();
  }

  @Test
  void exchangesAnIdentityTokenForATokenByPost() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().identityToken("refr3sh").start()) {
      push(registry, IDENTITY);

      assertThat(tokenRequests(registry))
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.query()).isEmpty();
                assertThat(request.header("Authorization")).isEmpty();
                assertThat(request.header("Content-Type"))
                    .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/x-www-form-urlencoded"));
              });
      assertThat(wireLog).anyMatch(line -> line.matches("POST http://.*/token 200 .*"));
    }
  }

  @Test
  void sendsARegistryTokenAtOnceAndToNoTokenService() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().registryToken("st4tic").start()) {
      push(registry, TOKEN);

      assertThat(tokenRequests(registry)).isEmpty();
      assertThat(registry.requests())
          .filteredOn(request -> !request.path().equals("/v2/"))
          .extracting(request -> request.header("Authorization").orElse(""))
          .containsOnly("Bearer st4tic");
    }
  }

  @Test
  void takesAnAccessTokenThatDoesNotSayWhenItExpires() throws IOException {
    try (EmbeddedRegistry registry = bearer().terseTokens().start()) {
      push(registry, LOGIN);

      assertThat(tokenRequests(registry)).hasSize(1);
    }
  }

  @Test
  void readsOddChallengesAndKeepsTheRealmsOwnQuery() throws IOException {
    try (EmbeddedRegistry registry = bearer().oddChallenges().start()) {
      push(registry, LOGIN);

      assertThat(tokenRequests(registry))
          .singleElement()
          .satisfies(
              request ->
                  assertThat(request.query())
                      .startsWith("own=%20q&service=embedded&scope=repository:acme/app:pull,push"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void logsInWhereCredentialsAreWantedForPushOnly(boolean withTokens) throws IOException {
    try (EmbeddedRegistry registry =
        (withTokens ? bearer() : EmbeddedRegistry.builder().basicAuth("ci", "s3cret"))
            .anonymousPull()
            .start()) {
      push(registry, LOGIN);

      assertThat(tokenRequests(registry)).hasSize(withTokens ? 1 : 0);
    }
  }

  @Test
  void keepsTheScopesOfAllMountsWhenItRenews() throws IOException {
    try (EmbeddedRegistry registry = bearer().start()) {
      AtomicBoolean revoked = new AtomicBoolean();
      registry.intercept(
          request -> {
            if (request.parameter("mount").isPresent() && revoked.compareAndSet(false, true)) {
              registry.revokeTokens();
            }
            return Optional.empty();
          });

      List<PushResult> results =
          push(registry, Connections.as(LOGIN), "acme/first", "acme/second", "acme/third");

      assertThat(results).filteredOn(result -> result.mounted().blobs() == 9).hasSize(2);
      // One for each repository, one with the mount's scope for the latter two, one renewed.
      assertThat(tokenRequests(registry)).hasSizeBetween(5, 6);
      assertThat(tokenRequests(registry))
          .extracting(RecordedRequest::query)
          .filteredOn(query -> query.contains("acme/second:pull,push"))
          .last()
          .satisfies(query -> assertThat(query).contains("scope=repository:acme/first:pull"));
    }
  }

  @Test
  void uploadsWhereTheTokenServiceRefusesTheScopeOfAMount() throws IOException {
    try (EmbeddedRegistry registry = bearer().start()) {
      registry.intercept(
          request ->
              request.path().equals("/token") && request.parameters("scope").size() > 1
                  ? Optional.of(Answer.error(401, "DENIED", "no such project"))
                  : Optional.empty());

      List<PushResult> results = push(registry, Connections.as(LOGIN), "acme/first", "acme/second");

      assertThat(results.get(1).uploaded().blobs()).isEqualTo(9);
    }
  }

  @Test
  void asksOnceForAScopeThatTheTokenServiceDoesNotGrant() throws IOException {
    try (EmbeddedRegistry registry = bearer().start()) {
      // The client can tell that access was denied: the token's scopes lack the requested one.
      registry.intercept(
          request ->
              request.parameter("mount").isPresent()
                  ? Optional.of(
                      Answer.error(401, "UNAUTHORIZED", "not there")
                          .withHeader(
                              "WWW-Authenticate",
                              "Bearer realm=\""
                                  + registry.url()
                                  + "/token\",service=\"x\",scope=\"repository:acme/first:pull\""
                                  + ",error=\"insufficient_scope\""))
                  : Optional.empty());

      push(registry, Connections.as(LOGIN), "acme/first", "acme/second");

      assertThat(tokenRequests(registry)).hasSizeLessThanOrEqualTo(4);
    }
  }

  @Test
  void pushesForLongerThanATokenLives() throws IOException {
    try (EmbeddedRegistry registry = bearer().tokenLifetime(Duration.ofSeconds(1)).start()) {
      registry.intercept(
          request -> {
            if (request.path().contains("/blobs/uploads/")) {
              pause(Duration.ofMillis(400));
            }
            return Optional.empty();
          });

      push(registry, LOGIN);

      int tokens = tokenRequests(registry).size();
      assertThat(tokens).isGreaterThan(1);
      assertThat(registry.requests())
          .filteredOn(request -> request.status() == 401 && !request.path().equals("/v2/"))
          .hasSizeLessThanOrEqualTo(4 * tokens);
    }
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void startsABodyAgainThatTheRegistryDidNotReadToItsEnd(boolean tls) throws Exception {
    Files.delete(directory.resolve("oci/index.json")); // else there would be two images
    image = TestImages.layout(directory.resolve("oci")).randomLayer(30_000_000, 1).write();
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry = (tls ? bearer().tls(certificates) : bearer()).start()) {
      Answer expired =
          Answer.error(401, "UNAUTHORIZED", "expired")
              .withHeader(
                  "WWW-Authenticate",
                  "Bearer realm=\"" + registry.url() + "/token\",service=x,error=invalid_token")
              .early();
      AtomicBoolean first = new AtomicBoolean(true);
      registry.intercept(
          request -> {
            boolean refused =
                request.method().equals("PUT")
                    && isLarge(request.header("Content-Length"))
                    && first.compareAndSet(true, false);
            if (refused) {
              registry.revokeTokens();
            }
            return refused ? Optional.of(expired) : Optional.empty();
          });

      push(registry, Connections.as(LOGIN).insecure(tls), "acme/app");

      assertThat(registry.requests("PUT", "/blobs/uploads/"))
          .filteredOn(request -> isLarge(request.header("Content-Length")))
          .extracting(RecordedRequest::status)
          .containsExactly(401, 201);
    }
  }

  private static boolean isLarge(Optional<String> length) {
    return length.filter(digits -> Long.parseLong(digits) > 1_000_000).isPresent();
  }
}

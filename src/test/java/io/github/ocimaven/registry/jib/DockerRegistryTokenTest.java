package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.testing.registry.exchange.RecordedRequest;
import io.github.ocimaven.testing.tool.DockerRegistry;
import io.github.ocimaven.testing.tool.RequiredTools;
import io.github.ocimaven.testing.tool.TokenServer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens as Debian's docker-registry verifies them, which checks each claim and signature. */
class DockerRegistryTokenTest {

  private static final String ORIGIN = "a test";
  private static final Credentials PUSHER =
      new Credentials.Login(TokenServer.PUSHER, TokenServer.PASSWORD, ORIGIN);
  private static final Credentials READER =
      new Credentials.Login(TokenServer.READER, TokenServer.PASSWORD, ORIGIN);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final List<String> wireLog = new CopyOnWriteArrayList<>();

  @BeforeEach
  void requireTheRegistry() {
    RequiredTools.assume(DockerRegistry.TOOL);
  }

  private Repository open(DockerRegistry registry, Credentials credentials, String repository) {
    Target target = new Target(registry.hostAndPort(), repository, List.of("1.0"));
    return Connections.as(credentials).connections(4).wireLog(wireLog::add).open().open(target);
  }

  /** Bytes that are produced so slowly that sending them takes a given time. */
  private record SlowContent(int number, Duration pause) implements Content {

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes(number)) {
        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
          try {
            Thread.sleep(pause.toMillis());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return super.read(buffer, offset, length);
        }
      };
    }

    @Override
    public long size() {
      return bytes(number).length;
    }

    @Override
    public String location() {
      return "a test";
    }
  }

  private static byte[] bytes(int number) {
    return ("layer " + number).getBytes(StandardCharsets.UTF_8);
  }

  private static Descriptor descriptor(int number) {
    byte[] bytes = bytes(number);
    return new Descriptor(MediaType.OCI_MANIFEST, Digest.sha256(bytes), bytes.length);
  }

  private static void put(Repository repository, int number, Duration pause) {
    repository.putBlob(descriptor(number), new SlowContent(number, pause), sent -> {});
  }

  /** Puts blobs with four threads, each for a second. */
  private static void putSlowly(Repository repository, int blobs) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> puts = new ArrayList<>();
      for (int i = 0; i < blobs; i++) {
        int number = i;
        // Two reads each: the bytes, and the end.
        puts.add(threads.submit(() -> put(repository, number, Duration.ofMillis(500))));
      }
      for (Future<?> put : puts) {
        put.get();
      }
    } finally {
      threads.shutdownNow();
    }
    for (int i = 0; i < blobs; i++) {
      assertThat(repository.hasBlob(descriptor(i))).isTrue();
    }
  }

  /** The number of refused requests, apart from the scheme probe. */
  private long refusals() {
    return wireLog.stream().filter(line -> line.matches(".*/acme/.* 401 \\(.*")).count();
  }

  @Test
  void pushesManyBlobsWithTokensOfFiveSeconds() throws Exception {
    try (TokenServer tokens = TokenServer.start(Duration.ofSeconds(5));
        DockerRegistry registry = tokens.startRegistry();
        Repository repository = open(registry, PUSHER, "acme/app")) {
      putSlowly(repository, 24);

      assertThat(tokens.requests()).hasSizeBetween(2, 9);
      assertThat(tokens.requests()).extracting(RecordedRequest::status).containsOnly(200);
      // At worst, on a busy machine, each thread sees each token expire.
      assertThat(refusals()).isLessThanOrEqualTo(4L * tokens.requests().size());
    }
  }

  @Test
  void renewsOnceForAllThreadsWhereTokensExpireEarlierThanAnnounced() throws Exception {
    try (TokenServer tokens = TokenServer.startLying(Duration.ofSeconds(2), LONG);
        DockerRegistry registry = tokens.startRegistry();
        Repository repository = open(registry, PUSHER, "acme/app")) {
      putSlowly(repository, 12);

      assertThat(tokens.requests()).hasSizeBetween(2, 9);
      assertThat(refusals()).isBetween(2L, 4L * tokens.requests().size());
    }
  }

  @Test
  void mountsIntoASecondRepository() throws Exception {
    try (TokenServer tokens = TokenServer.start(LONG);
        DockerRegistry registry = tokens.startRegistry();
        Repository first = open(registry, PUSHER, "acme/first");
        Repository second = open(registry, PUSHER, "acme/second")) {
      put(first, 1, Duration.ZERO);

      assertThat(second.mountBlob(descriptor(1), "acme/first")).isTrue();
      assertThat(second.hasBlob(descriptor(1))).isTrue();
      assertThat(tokens.requests()).hasSize(2);
    }
  }

  @Test
  void exchangesAnIdentityToken() throws Exception {
    try (TokenServer tokens = TokenServer.start(LONG);
        DockerRegistry registry = tokens.startRegistry();
        Repository repository =
            open(
                registry,
                new Credentials.IdentityToken(TokenServer.REFRESH_TOKEN, ORIGIN),
                "acme/app")) {
      put(repository, 1, Duration.ZERO);

      assertThat(repository.hasBlob(descriptor(1))).isTrue();
      assertThat(tokens.requests()).extracting(RecordedRequest::method).containsExactly("POST");
    }
  }

  @Test
  void saysThatAReaderMayNotPush() throws Exception {
    try (TokenServer tokens = TokenServer.start(LONG);
        DockerRegistry registry = tokens.startRegistry();
        Repository repository = open(registry, READER, "acme/app")) {
      assertThat(repository.manifestDigest(ManifestName.tag("1.0"))).isEmpty();
      assertThatThrownBy(() -> put(repository, 1, Duration.ZERO))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DENIED))
          .hasMessageContainingAll(
              "denied access (401: UNAUTHORIZED",
              "the credentials came from a test",
              "check that they are allowed to push to acme/app");
      assertThat(tokens.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void namesWrongCredentials(boolean identity) throws Exception {
    Credentials wrong =
        identity
            ? new Credentials.IdentityToken("wr0ng", ORIGIN)
            : new Credentials.Login(TokenServer.PUSHER, "wr0ng", ORIGIN);
    try (TokenServer tokens = TokenServer.start(LONG);
        DockerRegistry registry = tokens.startRegistry();
        Repository repository = open(registry, wrong, "acme/app")) {
      assertThatThrownBy(() -> put(repository, 1, Duration.ZERO))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAUTHORIZED))
          .hasMessageContainingAll(
              "the token service http://127.0.0.1",
              identity ? "400: invalid_grant" : "401: incorrect username or password",
              "the credentials came from a test; check them")
          .message()
          .doesNotContain("wr0ng");
    }
  }

  @Test
  void saysThatTheRegistryDoesNotTakeItsTokenServicesTokens() throws Exception {
    try (TokenServer stranger = TokenServer.startLying(Duration.ofMinutes(-5), LONG);
        DockerRegistry registry = stranger.startRegistry();
        Repository repository = open(registry, PUSHER, "acme/app")) {
      assertThatThrownBy(() -> put(repository, 1, Duration.ZERO))
          .hasMessageContaining("refused the token that its token service issued (401");
      assertThat(stranger.requests()).hasSize(1);
    }
  }
}

package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.registry.Transience.Kind;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which failures are marked as transient, and in which way. */
class TransienceTest {

  private static final String TAG = "/manifests/1.0";

  private EmbeddedRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start();
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
  }

  private RegistryException fail(Answer answer) {
    registry.intercept(Interceptor.on("*", TAG, answer));
    return fail(registry.hostAndPort());
  }

  private static RegistryException fail(String hostAndPort) {
    Target target = new Target(hostAndPort, "acme/app", List.of("1.0"));
    var registries = Connections.anonymous().timeout(Duration.ofSeconds(1)).open();
    return catchThrowableOfType(
        RegistryException.class,
        () -> {
          try (Repository repository = registries.open(target)) {
            var unused = repository.manifestDigest(ManifestName.tag("1.0"));
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "408, PASSING",
    "425, PASSING",
    "429, OVERLOADED",
    "500, PASSING",
    "502, PASSING",
    "503, OVERLOADED",
    "504, PASSING"
  })
  void passes(int status, Kind kind) {
    assertThat(fail(Answer.status(status)).transience())
        .contains(new Transience(kind, Integer.toString(status)));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 405, 409, 411, 412, 413, 415, 422, 501, 505})
  void doesNotPass(int status) {
    assertThat(fail(Answer.status(status)).transience()).isEmpty();
  }

  @Test
  void passesWhereAProxysPageSaysSo() {
    assertThat(fail(Answer.html(502, "<html>Bad Gateway</html>")).transience()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429})
  void aProxysPageThatSaysSoDoesNotMeanThatThereIsNoRegistry(int status) {
    RegistryException failure = fail(Answer.html(status, "<html>Too Many Requests</html>"));

    assertThat(failure.transience()).isPresent();
    assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
  }

  @Test
  void doesNotPassWhereAWebPageIsServed() {
    assertThat(fail(Answer.html(200, "<html>Welcome</html>")).transience()).isEmpty();
  }

  @Test
  void passesWhereTheConnectionBreaks() {
    assertThat(fail(Answer.dropConnection()).transience())
        .contains(new Transience(Kind.PASSING, "connection broken"));
  }

  @Test
  void saysThatNobodyIsThere() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThat(fail("127.0.0.1:" + port).transience().map(Transience::kind)).contains(Kind.ABSENT);
  }

  @Test
  void passesWhereTheRegistryIsSilent() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      RegistryException failure = fail("127.0.0.1:" + silent.getLocalPort());

      assertThat(failure.transience())
          .contains(new Transience(Kind.PASSING, "no response in time"));
    }
  }

  @Test
  void readsRetryAfterInSeconds() {
    assertThat(retryAfter("120")).contains(Duration.ofMinutes(2));
  }

  @Test
  void readsRetryAfterAsADate() {
    ZonedDateTime later = ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(10);

    assertThat(retryAfter(DateTimeFormatter.RFC_1123_DATE_TIME.format(later)).orElseThrow())
        .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
  }

  @Test
  void waitsNoTimeForADateThatHasPassed() {
    assertThat(retryAfter("Sun, 06 Nov 1994 08:49:37 GMT")).contains(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "1.5", "99999999999999999999"})
  void ignoresAnotherRetryAfter(String header) {
    assertThat(retryAfter(header)).isEmpty();
  }

  private Optional<Duration> retryAfter(String header) {
    return fail(Answer.status(503).withHeader("Retry-After", header))
        .transience()
        .map(Transience::retryAfter);
  }

  @Test
  void passesWhereTheTokenServiceIsOverloaded() throws IOException {
    try (EmbeddedRegistry guarded = EmbeddedRegistry.builder().bearerAuth("ci", "s3cret").start()) {
      guarded.intercept(
          Interceptor.on("GET", "/token", Answer.status(429).withHeader("Retry-After", "3")));

      assertThat(fail(guarded.hostAndPort()).transience())
          .contains(
              new Transience(Kind.OVERLOADED, "the token service's 429", Duration.ofSeconds(3)));
    }
  }
}

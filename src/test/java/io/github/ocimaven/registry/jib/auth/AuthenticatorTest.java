package io.github.ocimaven.registry.jib.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.testing.http.MockHttpTransport;
import com.google.api.client.testing.http.MockLowLevelHttpRequest;
import com.google.api.client.testing.http.MockLowLevelHttpResponse;
import com.google.cloud.tools.jib.http.Authorization;
import io.github.ocimaven.registry.ConnectionSettings;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.ProxyChooser;
import io.github.ocimaven.registry.TrustSettings;
import io.github.ocimaven.registry.jib.auth.Authenticator.Outcome;
import io.github.ocimaven.registry.jib.connection.InFlight;
import io.github.ocimaven.registry.jib.failure.NoToken;
import io.github.ocimaven.registry.jib.failure.RequestFailure;
import io.github.ocimaven.registry.jib.http.Challenge;
import io.github.ocimaven.registry.jib.http.Secrets;
import io.github.ocimaven.registry.jib.http.Wire;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How challenges are answered, and when a token is renewed, by the test's own clock. */
class AuthenticatorTest {

  private static final Credentials LOGIN = new Credentials.Login("ci", "s3cret", "a test");
  private static final List<Challenge> BASIC = Challenge.parse(List.of("Basic realm=x"));
  private static final List<Challenge> BEARER = bearer("");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable AuthScheme> demand = new AtomicReference<>();
  private final Secrets secrets = new Secrets(LOGIN);
  private final InFlight inFlight = new InFlight(1000);
  private String lifetime = "";
  private int status = 200;

  private static List<Challenge> bearer(String more) {
    return Challenge.parse(List.of("Bearer realm=\"https://auth.example.com/token\"" + more));
  }

  /** Calls an authenticator like a repository does. */
  private record Client(Authenticator authenticator, TokenService tokens) {

    @Nullable Authorization current() throws RequestFailure {
      return authenticator.current(tokens);
    }

    Outcome answer(List<Challenge> challenges, @Nullable Authorization used) throws RequestFailure {
      return authenticator.answer(challenges, used, tokens);
    }
  }

  @AfterEach
  void close() {
    inFlight.close();
  }

  private Client authenticator(Credentials credentials) throws IOException {
    MockHttpTransport transport =
        new MockHttpTransport() {
          @Override
          public LowLevelHttpRequest buildRequest(String method, String url) {
            asked.add(method + " " + url);
            String token = "{\"token\":\"t" + asked.size() + "\"" + lifetime + "}";
            return new MockLowLevelHttpRequest(url)
                .setResponse(
                    new MockLowLevelHttpResponse().setStatusCode(status).setContent(token));
          }
        };
    var settings =
        new ConnectionSettings(
            1,
            Duration.ofSeconds(1),
            "test/1",
            TrustSettings.DEFAULT,
            ProxyChooser.DIRECT,
            line -> {});
    var tokens =
        new TokenService(
            new Wire(transport, "test/1", secrets, line -> {}),
            new URL("https://registry.example.com/v2/"),
            settings,
            secrets,
            inFlight);
    return new Client(new Authenticator("acme/app", credentials, demand, nanos::get), tokens);
  }

  private static Authorization token(int number) {
    return Authorization.fromBearerToken("t" + number);
  }

  @Test
  void sendsNothingBeforeItIsAskedTo() throws IOException {
    assertThat(authenticator(LOGIN).current()).isNull();
  }

  @Test
  void answersBasicOnce() throws IOException {
    Client authenticator = authenticator(LOGIN);

    assertThat(authenticator.answer(BASIC, null)).isEqualTo(Outcome.NEW);
    Authorization basic = authenticator.current();
    assertThat(basic).isEqualTo(Authorization.fromBasicCredentials("ci", "s3cret"));
    assertThat(authenticator.answer(BASIC, basic)).isEqualTo(Outcome.NONE);
  }

  @Test
  void prefersATokenToSendingThePassword() throws IOException {
    Client authenticator = authenticator(LOGIN);

    assertThat(
            authenticator.answer(
                Challenge.parse(
                    List.of("Basic realm=x", "Bearer realm=\"https://auth.example.com/t\"")),
                null))
        .isEqualTo(Outcome.NEW);
    assertThat(authenticator.current()).isEqualTo(token(1));
  }

  @Test
  void answersBasicWhereBearerNamesNoTokenService() throws IOException {
    Client authenticator = authenticator(LOGIN);

    authenticator.answer(Challenge.parse(List.of("Bearer", "Basic realm=x")), null);

    assertThat(authenticator.current())
        .isEqualTo(Authorization.fromBasicCredentials("ci", "s3cret"));
  }

  @Test
  void hasNoAnswerToBasicWithAnIdentityToken() throws IOException {
    var identity = new Credentials.IdentityToken("refr3sh", "a test");

    assertThat(authenticator(identity).answer(BASIC, null)).isEqualTo(Outcome.NONE);
  }

  @Test
  void hasNoAnswerWhereARegistryTokenIsRefused() throws IOException {
    Client authenticator = authenticator(new Credentials.RegistryToken("st4tic", "a test"));

    assertThat(authenticator.answer(BEARER, authenticator.current())).isEqualTo(Outcome.NONE);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"5, 4000", "10, 8000", "60, 50000", "300, 290000", "'', 50000"})
  void renewsATokenShortlyBeforeItExpires(String seconds, long goodMillis) throws IOException {
    lifetime = seconds.isEmpty() ? "" : ",\"expires_in\":" + seconds;
    Client authenticator = authenticator(LOGIN);
    authenticator.answer(BEARER, null);

    nanos.addAndGet(Duration.ofMillis(goodMillis).toNanos() - 1);
    assertThat(authenticator.current()).isEqualTo(token(1));
    nanos.addAndGet(1);
    assertThat(authenticator.current()).isEqualTo(token(2));
    assertThat(authenticator.current()).isEqualTo(token(2));
    assertThat(asked.get(1)).isEqualTo(asked.get(0));
  }

  @Test
  void renewsOnceForAllThreads() throws Exception {
    Client authenticator = authenticator(LOGIN);
    authenticator.answer(BEARER, null);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Outcome>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        answers.add(
            threads.submit(
                () -> authenticator.answer(bearer(",error=\"invalid_token\""), token(1))));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> answer : answers) {
        outcomes.add(answer.get());
      }
      assertThat(outcomes).containsOnlyOnce(Outcome.NEW).doesNotContain(Outcome.NONE);
    } finally {
      threads.shutdownNow();
    }
    assertThat(asked).hasSize(2);
  }

  @Test
  void keepsAllScopesThatItHasGained() throws IOException {
    Client authenticator = authenticator(LOGIN);
    authenticator.answer(bearer(",scope=\"repository:a:pull\""), null);
    authenticator.answer(bearer(",scope=\"repository:b:pull\""), token(1));
    authenticator.answer(BEARER, token(2));

    assertThat(asked.get(2))
        .endsWith(
            "?scope=repository:acme/app:pull,push&scope=repository:a:pull&scope=repository:b:pull");
  }

  @Test
  void asksForNoTokenThatWouldAllowNoMore() throws IOException {
    Client authenticator = authenticator(LOGIN);
    authenticator.answer(BEARER, null);

    assertThat(
            authenticator.answer(
                bearer(",error=insufficient_scope,scope=\"repository:acme/app:pull,push\""),
                token(1)))
        .isEqualTo(Outcome.NONE);
    assertThat(asked).hasSize(1);
  }

  @Test
  void keepsItsTokenAndScopesWhereTheyAreNotGrantedMore() throws IOException {
    Client authenticator = authenticator(LOGIN);
    authenticator.answer(BEARER, null);
    status = 403;
    assertThatThrownBy(() -> authenticator.answer(bearer(",scope=\"repository:x:pull\""), token(1)))
        .isInstanceOf(NoToken.class);
    status = 200;

    assertThat(authenticator.current()).isEqualTo(token(1));
    authenticator.answer(BEARER, token(1));
    assertThat(asked.get(2)).doesNotContain("repository:x");
  }

  @Test
  void getsATokenForARegistryThatIsKnownToWantOne() throws IOException {
    demand.set(new AuthScheme.Bearer(new URL("https://auth.example.com/token"), "registry"));

    assertThat(authenticator(LOGIN).current()).isEqualTo(token(1));
    assertThat(asked)
        .singleElement()
        .asString()
        .endsWith("/token?service=registry&scope=repository:acme/app:pull,push");
  }

  @Test
  void logsInToARegistryThatIsKnownToWantBasic() throws IOException {
    demand.set(new AuthScheme.Basic());

    Client authenticator = authenticator(LOGIN);
    Authorization basic = Authorization.fromBasicCredentials("ci", "s3cret");
    assertThat(authenticator.current()).isEqualTo(basic);
    assertThat(authenticator.answer(BASIC, basic)).isEqualTo(Outcome.NONE);
    assertThat(authenticator(new Credentials.IdentityToken("refr3sh", "a test")).current())
        .isNull();
    assertThat(authenticator(new Credentials.Anonymous(List.of())).current()).isNull();
  }

  @Test
  void remembersWhatTheRegistryWantsWithoutItsScopes() throws IOException {
    authenticator(LOGIN).answer(bearer(",service=x,scope=\"repository:a:pull\""), null);
    Credentials other = new Credentials.Login("other", "s3cret", "a test");

    authenticator(other).current();

    assertThat(asked.get(1)).endsWith("?service=x&scope=repository:acme/app:pull,push");
  }

  @Test
  void remembersNoTokenServiceThatGivesNoToken() throws IOException {
    Client authenticator = authenticator(LOGIN);
    status = 403;

    assertThatThrownBy(() -> authenticator.answer(BEARER, null)).isInstanceOf(NoToken.class);
    assertThat(demand.get()).isNull();
  }

  @Test
  void hidesWhatIsSentAlong() throws IOException {
    Client authenticator = authenticator(LOGIN);
    authenticator.answer(BEARER, null);
    authenticator.current();

    assertThat(secrets.hideIn("Bearer t1")).isEqualTo("Bearer …");
  }
}

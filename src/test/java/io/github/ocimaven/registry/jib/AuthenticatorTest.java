package io.github.ocimaven.registry.jib;

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
import io.github.ocimaven.registry.jib.Authenticator.Outcome;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which challenge is answered how, and when a token is renewed, by a clock of the test's. */
class AuthenticatorTest {

  private static final Credentials LOGIN = new Credentials.Login("ci", "s3cret", "a test");
  private static final List<Challenge> BASIC = Challenge.parse(List.of("Basic realm=x"));
  private static final List<Challenge> BEARER = bearer("");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private String lifetime = "";
  private int status = 200;

  private static List<Challenge> bearer(String more) {
    return Challenge.parse(List.of("Bearer realm=\"https://auth.example.com/token\"" + more));
  }

  private Authenticator authenticator(Credentials credentials) throws IOException {
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
            new Wire(transport, "test/1", line -> {}),
            new URL("https://registry.example.com/v2/"),
            settings,
            new Secrets(credentials));
    return new Authenticator("acme/app", credentials, tokens, nanos::get);
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
    Authenticator authenticator = authenticator(LOGIN);

    assertThat(authenticator.answer(BASIC, null)).isEqualTo(Outcome.NEW);
    Authorization basic = authenticator.current();
    assertThat(basic).isEqualTo(Authorization.fromBasicCredentials("ci", "s3cret"));
    assertThat(authenticator.answer(BASIC, basic)).isEqualTo(Outcome.NONE);
  }

  @Test
  void prefersATokenToSendingThePassword() throws IOException {
    Authenticator authenticator = authenticator(LOGIN);

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
    Authenticator authenticator = authenticator(LOGIN);

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
    Authenticator authenticator = authenticator(new Credentials.RegistryToken("st4tic", "a test"));

    assertThat(authenticator.answer(BEARER, authenticator.current())).isEqualTo(Outcome.NONE);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"5, 4000", "10, 8000", "60, 50000", "300, 290000", "'', 50000"})
  void renewsATokenShortlyBeforeItExpires(String seconds, long goodMillis) throws IOException {
    lifetime = seconds.isEmpty() ? "" : ",\"expires_in\":" + seconds;
    Authenticator authenticator = authenticator(LOGIN);
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
    Authenticator authenticator = authenticator(LOGIN);
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
    Authenticator authenticator = authenticator(LOGIN);
    authenticator.answer(bearer(",scope=\"repository:a:pull\""), null);
    authenticator.answer(bearer(",scope=\"repository:b:pull\""), token(1));
    authenticator.answer(BEARER, token(2));

    assertThat(asked.get(2))
        .endsWith(
            "?scope=repository:acme/app:pull,push&scope=repository:a:pull&scope=repository:b:pull");
  }

  @Test
  void asksForNoTokenThatWouldAllowNoMore() throws IOException {
    Authenticator authenticator = authenticator(LOGIN);
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
    Authenticator authenticator = authenticator(LOGIN);
    authenticator.answer(BEARER, null);
    status = 403;
    assertThatThrownBy(() -> authenticator.answer(bearer(",scope=\"repository:x:pull\""), token(1)))
        .isInstanceOf(TokenException.class);
    status = 200;

    assertThat(authenticator.current()).isEqualTo(token(1));
    authenticator.answer(BEARER, token(1));
    assertThat(asked.get(2)).doesNotContain("repository:x");
  }
}

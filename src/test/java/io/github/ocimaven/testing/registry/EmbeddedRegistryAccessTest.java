package io.github.ocimaven.testing.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.Json;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import io.github.ocimaven.testing.registry.exchange.RecordedRequest;
import io.github.ocimaven.testing.tls.TestCertificates;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** Access control, and scripted misbehaviour. */
class EmbeddedRegistryAccessTest {

  private static final String UPLOADS = "/v2/a/blobs/uploads/";
  private static final String PUSH_SCOPE = "repository:a:pull,push";

  @Test
  void demandsBasicCredentials() throws Exception {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().basicAuth("u", "p").readOnlyUser("r", "p").start()) {
      HttpCalls http = HttpCalls.to(registry);
      HttpResponse<String> anonymous = http.call("GET", "/v2/");

      assertThat(anonymous.statusCode()).isEqualTo(401);
      assertThat(challenge(anonymous)).startsWith("Basic realm=");
      assertThat(status(http, "GET", "/v2/", HttpCalls.basic("u", "wrong"))).isEqualTo(401);
      assertThat(status(http, "GET", "/v2/", HttpCalls.basic("u", "p"))).isEqualTo(200);
      assertThat(status(http, "POST", UPLOADS, HttpCalls.basic("u", "p"))).isEqualTo(202);
      assertThat(status(http, "GET", "/v2/", HttpCalls.basic("r", "p"))).isEqualTo(200);
      assertThat(status(http, "POST", UPLOADS, HttpCalls.basic("r", "p"))).isEqualTo(403);
    }
  }

  @Test
  void demandsTokensForTheRepository() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().bearerAuth("u", "p").start()) {
      HttpCalls http = HttpCalls.to(registry);
      HttpResponse<String> anonymous = http.call("POST", UPLOADS);

      assertThat(anonymous.statusCode()).isEqualTo(401);
      assertThat(challenge(anonymous))
          .startsWith("Bearer realm=\"" + registry.url() + "/token\",service=\"")
          .endsWith(",scope=\"" + PUSH_SCOPE + "\"");
      String token = token(http, PUSH_SCOPE, HttpCalls.basic("u", "p"));
      assertThat(status(http, "GET", "/v2/", token)).isEqualTo(200);
      assertThat(status(http, "POST", UPLOADS, token)).isEqualTo(202);
      assertThat(status(http, "POST", "/v2/other/blobs/uploads/", token)).isEqualTo(401);
      String mount = "?mount=" + Digests.sha256(new byte[1]) + "&from=other";
      assertThat(challenge(http.call("POST", UPLOADS + mount, "Authorization", token)))
          .contains("scope=\"repository:other:pull " + PUSH_SCOPE + "\"");
      assertThat(registry.tokenRequests()).isEqualTo(1);

      registry.revokeTokens();
      assertThat(challenge(http.call("POST", UPLOADS, "Authorization", token)))
          .contains("error=\"invalid_token\"");
    }
  }

  @Test
  void givesRestrictedTokens() throws Exception {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().bearerAuth("u", "p").readOnlyUser("r", "p").start()) {
      registry.putManifest("a", "1", "text/plain", new byte[] {'{', '}'});
      HttpCalls http = HttpCalls.to(registry);
      HttpResponse<String> wrong =
          http.call("GET", "/token", "Authorization", HttpCalls.basic("u", "wrong"));
      String anonymous = token(http, PUSH_SCOPE);
      String readOnly = token(http, PUSH_SCOPE, HttpCalls.basic("r", "p"));
      HttpResponse<String> push = http.call("POST", UPLOADS, "Authorization", anonymous);

      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(push.statusCode()).isEqualTo(401);
      assertThat(challenge(push)).contains("error=\"insufficient_scope\"");
      assertThat(status(http, "GET", "/v2/a/manifests/1", anonymous)).isEqualTo(200);
      assertThat(status(http, "GET", "/v2/a/manifests/1", readOnly)).isEqualTo(200);
      assertThat(status(http, "POST", UPLOADS, readOnly)).isEqualTo(403);
    }
  }

  @Test
  void givesTokensForARefreshTokenAndTakesAFixedOne() throws Exception {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder()
            .identityToken("r")
            .registryToken("fixed")
            .terseTokens()
            .start()) {
      HttpCalls http = HttpCalls.to(registry);
      String form = "grant_type=refresh_token&client_id=c&service=s&scope=" + PUSH_SCOPE;
      HttpResponse<String> given = http.call("POST", "/token", bytes(form + "&refresh_token=r"));
      JsonNode answer = Json.read(bytes(given.body()));

      assertThat(answer.fieldNames()).toIterable().containsExactly("access_token");
      String token = "Bearer " + answer.path("access_token").asText();
      assertThat(status(http, "POST", UPLOADS, token)).isEqualTo(202);
      assertThat(status(http, "POST", UPLOADS, "Bearer fixed")).isEqualTo(202);
      assertThat(http.call("POST", "/token", bytes(form + "&refresh_token=x")).statusCode())
          .isEqualTo(400);
      assertThat(http.call("POST", "/token", bytes("refresh_token=r")).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void demandsCredentialsForPushesOnly() throws Exception {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder().basicAuth("u", "p").anonymousPull().start()) {
      HttpCalls http = HttpCalls.to(registry);

      assertThat(http.call("GET", "/v2/").statusCode()).isEqualTo(200);
      assertThat(http.call("GET", "/v2/a/manifests/1").statusCode()).isEqualTo(404);
      assertThat(http.call("POST", UPLOADS).statusCode()).isEqualTo(401);
      assertThat(status(http, "POST", UPLOADS, HttpCalls.basic("u", "p"))).isEqualTo(202);
    }
  }

  @Test
  void letsTokensExpire() throws Exception {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.builder()
            .bearerAuth("u", "p")
            .tokenLifetime(Duration.ofMillis(1))
            .start()) {
      HttpCalls http = HttpCalls.to(registry);
      String token = token(http, PUSH_SCOPE, HttpCalls.basic("u", "p"));
      Thread.sleep(20);

      assertThat(status(http, "POST", UPLOADS, token)).isEqualTo(401);
    }
  }

  @Test
  void speaksTls() throws Exception {
    try (TestCertificates certificates = TestCertificates.create();
        EmbeddedRegistry registry =
            EmbeddedRegistry.builder().tls(certificates).bearerAuth("u", "p").start()) {
      HttpClient client =
          HttpClient.newBuilder().sslContext(certificates.trustingContext()).build();

      for (String host : new String[] {registry.hostAndPort(), registry.localhost()}) {
        HttpResponse<String> response =
            new HttpCalls(client, "https://" + host).call("GET", "/v2/");
        assertThat(challenge(response)).contains("realm=\"https://" + host + "/token\"");
      }
    }
  }

  @Test
  void refusesTlsOnAPlainPortAtOnce() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      HttpCalls http = new HttpCalls(HttpClient.newHttpClient(), "https://" + registry.localhost());

      assertThatThrownBy(() -> http.call("GET", "/v2/")).isInstanceOf(SSLException.class);
      assertThat(registry.requests()).isEmpty();
    }
  }

  @Test
  void dropsConnections() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      HttpCalls http = HttpCalls.to(registry);
      registry.intercept(Interceptor.on("POST", "", Answer.dropConnection()));

      assertThatThrownBy(() -> http.call("POST", UPLOADS)).isInstanceOf(IOException.class);
      assertThat(registry.requests())
          .extracting(RecordedRequest::summary)
          .containsExactly("POST " + UPLOADS + " 0");
    }
  }

  @Test
  void letsATestAnswerInstead() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      HttpCalls http = HttpCalls.to(registry);
      Answer retry = Answer.error(429, "TOOMANYREQUESTS", "slow").withHeader("Retry-After", "0");
      registry.intercept(Interceptor.times(1, Interceptor.on("GET", "/v2/", retry)));
      HttpResponse<String> first = http.call("GET", "/v2/");

      assertThat(first.statusCode()).isEqualTo(429);
      assertThat(first.headers().firstValue("Retry-After")).contains("0");
      assertThat(first.body())
          .isEqualTo(
              "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"slow\",\"detail\":null}]}");
      assertThat(http.call("GET", "/v2/").statusCode()).isEqualTo(200);

      registry.intercept(Interceptor.always(Answer.html(200, "<html>")));
      assertThat(http.call("POST", UPLOADS).body()).isEqualTo("<html>");
      registry.behave();
      assertThat(http.call("POST", UPLOADS).statusCode()).isEqualTo(202);
    }
  }

  @Test
  void corruptsManifests() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      HttpCalls http = HttpCalls.to(registry);
      registry.corruptManifests();
      byte[] manifest = "{}".getBytes(StandardCharsets.UTF_8);
      HttpResponse<String> put =
          http.call("PUT", "/v2/a/manifests/1", manifest, "Content-Type", "text/plain");

      assertThat(put.statusCode()).isEqualTo(201);
      assertThat(put.headers().firstValue("Docker-Content-Digest"))
          .contains(Digests.sha256(manifest));
      assertThat(
              http.call("GET", "/v2/a/manifests/1").headers().firstValue("Docker-Content-Digest"))
          .isPresent()
          .isNotEqualTo(put.headers().firstValue("Docker-Content-Digest"));
    }
  }

  private static String token(HttpCalls http, String scope, String... authorization)
      throws Exception {
    String path = "/token?service=x&scope=" + scope;
    HttpResponse<String> response =
        authorization.length == 0
            ? http.call("GET", path)
            : http.call("GET", path, "Authorization", authorization[0]);
    JsonNode answer = Json.read(response.body().getBytes(StandardCharsets.UTF_8));
    return "Bearer " + answer.path("token").asText();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int status(HttpCalls http, String method, String path, String authorization)
      throws Exception {
    return http.call(method, path, "Authorization", authorization).statusCode();
  }

  private static String challenge(HttpResponse<String> response) {
    return response.headers().firstValue("WWW-Authenticate").orElseThrow();
  }
}

package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.HttpVersion;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.message.BasicHttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignChallengesTest {

  @ParameterizedTest
  @CsvSource({
    "ghcr.io, https, ghcr.io, 443, true",
    "ghcr.io, https, GHCR.io, 443, true",
    "ghcr.io, http, ghcr.io, 80, true",
    "ghcr.io, https, ghcr.io, 8443, false",
    "ghcr.io, https, evil.io, 443, false",
    "localhost:5000, http, localhost, 5000, true",
    "localhost:5000, https, localhost, 5000, true",
    "localhost:5000, http, localhost, 5001, false",
    "[::1]:5000, http, [::1], 5000, true",
    "[::1]:5000, http, ::1, 5000, true",
  })
  void keepsTheRegistrysOwn(String registry, String scheme, String host, int port, boolean kept) {
    HttpResponse response = new BasicHttpResponse(HttpVersion.HTTP_1_1, 401, "Unauthorized");
    response.addHeader("WWW-Authenticate", "Basic realm=\"x\"");
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(
        HttpClientContext.HTTP_ROUTE, new HttpRoute(new HttpHost(host, port, scheme)));

    new ForeignChallenges(JibRegistries.url("https://" + registry)).process(response, context);

    assertThat(response.containsHeader("WWW-Authenticate")).isEqualTo(kept);
  }
}

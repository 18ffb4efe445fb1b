package io.github.ocimaven.testing.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Plain HTTP calls to a registry under test, by path or by a Location that it has sent. */
public record HttpCalls(HttpClient client, String url) {

  public static HttpCalls to(EmbeddedRegistry registry) {
    return new HttpCalls(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), registry.url());
  }

  static String basic(String user, String password) {
    byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  public static String location(HttpResponse<?> response) {
    return response.headers().firstValue("Location").orElseThrow();
  }

  public HttpResponse<String> call(String method, String pathOrUrl, String... headers)
      throws IOException, InterruptedException {
    return call(method, pathOrUrl, new byte[0], headers);
  }

  public HttpResponse<String> call(String method, String pathOrUrl, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url).resolve(pathOrUrl))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}

package io.github.ocimaven.testing.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CutLinkTest {

  private EmbeddedRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.builder().absoluteLocations().start();
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
  }

  @Test
  void passesRequestsOnWithTheHostThatTheyCameWith() throws Exception {
    try (CutLink link = CutLink.every(registry.hostAndPort(), 1_000_000)) {
      HttpResponse<String> answer = post(link, "/v2/acme/app/blobs/uploads/", 0);

      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(answer.headers().firstValue("Location").orElseThrow())
          .startsWith("http://" + link.hostAndPort() + "/v2/acme/app/blobs/uploads/");
      assertThat(link.cuts()).isZero();
    }
  }

  @Test
  void breaksAConnectionAfterSoManyBytes() throws Exception {
    try (CutLink link = CutLink.every(registry.hostAndPort(), 300_000)) {
      assertThatThrownBy(() -> post(link, "/v2/acme/app/blobs/uploads/", 1_000_000))
          .isInstanceOf(IOException.class);

      assertThat(link.sent()).isEqualTo(300_000);
      assertThat(link.cuts()).isEqualTo(1);
    }
  }

  @Test
  void countsOnOverConnections() throws Exception {
    try (CutLink link = CutLink.every(registry.hostAndPort(), 300_000)) {
      for (int i = 0; i < 2; i++) {
        post(link, "/v2/acme/app/blobs/uploads/", 140_000);
      }

      assertThatThrownBy(() -> post(link, "/v2/acme/app/blobs/uploads/", 140_000))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void losesAnAnswerToWhatTheServerDid() throws Exception {
    try (CutLink link = CutLink.open(registry.hostAndPort(), CutLink.NEVER, () -> 20)) {
      assertThatThrownBy(() -> post(link, "/v2/acme/app/blobs/uploads/", 0))
          .isInstanceOf(IOException.class);

      assertThat(registry.requests()).singleElement().extracting("status").isEqualTo(202);
    }
  }

  @Test
  void isAGoodLinkOnceItIsMended() throws Exception {
    try (CutLink link = CutLink.every(registry.hostAndPort(), 1)) {
      link.mend();

      assertThat(post(link, "/v2/acme/app/blobs/uploads/", 1_000_000).statusCode()).isEqualTo(202);
    }
  }

  private static HttpResponse<String> post(CutLink link, String path, int bytes)
      throws IOException, InterruptedException {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + link.hostAndPort() + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[bytes]))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}

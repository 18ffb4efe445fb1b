package io.github.ocimaven.testing.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.Json;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.HttpCalls;
import io.github.ocimaven.testing.registry.RealRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The quirks, as seen by a client that handles none of them. */
class RealRegistryTest {

  private static final String UPLOADS = "/v2/a/b/blobs/uploads/";
  private static final String BLOB = Digests.sha256(new byte[] {1});

  private static EmbeddedRegistry start(RealRegistry real) throws IOException {
    EmbeddedRegistry registry = EmbeddedRegistry.builder().like(real).immutableTags(real).start();
    registry.createRepository("a/b");
    return registry;
  }

  private static HttpResponse<String> patch(HttpCalls http, HttpResponse<String> last, int bytes)
      throws Exception {
    return http.call("PATCH", HttpCalls.location(last), new byte[bytes]);
  }

  private static Optional<String> range(HttpResponse<String> answer) {
    return answer.headers().firstValue("Range");
  }

  @Test
  void ecr() throws Exception {
    try (EmbeddedRegistry registry = start(RealRegistry.ECR)) {
      HttpCalls http = HttpCalls.to(registry);
      HttpResponse<String> first = patch(http, http.call("POST", UPLOADS), 5);
      HttpResponse<String> second = patch(http, first, 5);

      assertThat(HttpCalls.location(first)).doesNotContain("?");
      assertThat(first.statusCode()).isEqualTo(201);
      assertThat(range(first)).contains("0-4");
      assertThat(range(second)).contains("0-4");
      assertThatThrownBy(() -> http.call("POST", "/v2/none/blobs/uploads/"))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void ghcr() throws Exception {
    try (EmbeddedRegistry registry = start(RealRegistry.GHCR)) {
      HttpCalls http = HttpCalls.to(registry);
      String location = HttpCalls.location(http.call("POST", UPLOADS));
      int length = (4 << 20) + 1;

      assertThat(location).startsWith("/v2/");
      assertThat(
              http.call("PATCH", location, new byte[length], "Content-Range", "0-" + (length - 1))
                  .statusCode())
          .isEqualTo(416);
      assertThat(http.call("PATCH", location, new byte[length]).statusCode()).isEqualTo(202);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GITEA", "ACR"})
  void emptyRange(RealRegistry real) throws Exception {
    try (EmbeddedRegistry registry = start(real)) {
      HttpResponse<String> post = HttpCalls.to(registry).call("POST", UPLOADS);

      assertThat(range(post).isPresent()).isEqualTo(real != RealRegistry.GITEA);
    }
  }

  @Test
  void harbor() throws Exception {
    try (EmbeddedRegistry registry = start(RealRegistry.HARBOR)) {
      registry.putBlob("a/c", new byte[] {1});
      registry.putBlob("d/c", new byte[] {1});
      HttpCalls http = HttpCalls.to(registry);

      assertThat(http.call("POST", UPLOADS + "?mount=" + BLOB + "&from=a/c").statusCode())
          .isEqualTo(201);
      assertThat(http.call("POST", UPLOADS + "?mount=" + BLOB + "&from=d/c").statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void quay() throws Exception {
    try (EmbeddedRegistry registry = start(RealRegistry.QUAY)) {
      HttpCalls http = HttpCalls.to(registry);

      assertThat(http.call("POST", UPLOADS + "?mount=" + BLOB).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void artifactory() throws Exception {
    try (EmbeddedRegistry registry = start(RealRegistry.ARTIFACTORY)) {
      HttpCalls http = HttpCalls.to(registry);

      assertThat(http.call("HEAD", "/v2/a/b/blobs/" + BLOB).statusCode()).isEqualTo(403);
      assertThat(http.call("GET", "/v2/a/b/manifests/1").statusCode()).isEqualTo(403);
      registry.putBlob("a/b", new byte[] {1});
      assertThat(http.call("HEAD", "/v2/a/b/blobs/" + BLOB).statusCode()).isEqualTo(200);
      String location = HttpCalls.location(http.call("POST", UPLOADS));
      assertThat(http.call("PUT", location + "&digest=" + BLOB, new byte[] {1}).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void googleArtifactRegistry() throws Exception {
    try (EmbeddedRegistry registry = start(RealRegistry.GOOGLE_ARTIFACT_REGISTRY)) {
      HttpCalls http = HttpCalls.to(registry);
      HttpResponse<String> post = http.call("POST", UPLOADS);

      assertThat(HttpCalls.location(post)).contains("/artifacts-uploads/").doesNotContain("/v2/");
      assertThat(patch(http, post, 5).statusCode()).isEqualTo(202);
    }
  }

  @ParameterizedTest
  @EnumSource
  void immutableTags(RealRegistry real) throws Exception {
    try (EmbeddedRegistry registry = start(real)) {
      registry.putManifest("a/b", "1", "text/plain", new byte[] {'{', '}'});
      HttpCalls http = HttpCalls.to(registry);
      HttpResponse<String> put =
          http.call("PUT", "/v2/a/b/manifests/1", new byte[] {'{', '}'}, "Content-Type", "x/y");

      assertThat(put.statusCode()).isBetween(400, 412);
      assertThat(
              Json.read(put.body().getBytes(StandardCharsets.UTF_8))
                  .path("errors")
                  .path(0)
                  .path("code")
                  .asText())
          .isNotEmpty();
    }
  }

  @Test
  void bodyLimit() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().bodyLimit(4).start()) {
      HttpCalls http = HttpCalls.to(registry);
      HttpResponse<String> post = http.call("POST", UPLOADS);

      assertThat(patch(http, post, 5).statusCode()).isEqualTo(413);
      assertThat(patch(http, post, 4).statusCode()).isEqualTo(202);
    }
  }
}

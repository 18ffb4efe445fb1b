package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.RealRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.RegistryRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Uploads to registries that deviate from the specification. */
class QuirkyUploadsTest extends RegistryQuirksFixture {
  /** Among the blobs of the image. */
  private static final int LARGE_LAYER = 2;

  @Test
  void sendsALargeBodyWithoutARange() throws IOException {
    try (EmbeddedRegistry registry = start(RealRegistry.GHCR)) {
      push(registry, "acme/app");

      assertThat(registry.requests()).noneMatch(request -> request.status() == 416);
    }
  }

  @Test
  void getsANewTokenInTheMiddleOfALayer() throws IOException {
    try (EmbeddedRegistry registry = start(RealRegistry.GITLAB)) {
      push(registry, "acme/app");

      assertThat(registry.requests("PATCH", "/blobs/uploads/"))
          .anyMatch(request -> request.status() == 401);
    }
  }

  @Test
  void goesOnInPartsThatTheRegistryTakes() throws IOException {
    try (EmbeddedRegistry registry = start(RealRegistry.GHCR)) {
      breakOff(registry, 1);

      push(registry, "acme/app");

      assertThat(registry.requests("PATCH", "/blobs/uploads/"))
          .filteredOn(request -> request.status() == 202)
          .extracting(request -> request.header("Content-Range").orElse("whole"))
          .contains("0-99", "100-4000099");
      assertComplete(registry, "acme/app");
    }
  }

  @Test
  void beginsAgainWhereTheRegistryMiscounts() throws IOException {
    try (EmbeddedRegistry registry = start(RealRegistry.ECR)) {
      breakOff(registry, 2);

      push(registry, "acme/app");

      assertThat(registry.requests("PATCH", "/blobs/uploads/"))
          .anyMatch(request -> request.status() == 416);
      assertComplete(registry, "acme/app");
    }
  }

  /**
   * Breaks off the upload of the large layer a number of times, each time after another 100 bytes.
   */
  private void breakOff(EmbeddedRegistry registry, int times) {
    AtomicInteger left = new AtomicInteger(times);
    registry.intercept(
        request ->
            request.method().equals("PATCH")
                    && request.header("Content-Length").orElse("").length() > 6
                    && left.getAndDecrement() > 0
                ? breakOff(request)
                : Optional.empty());
  }

  private Optional<Answer> breakOff(RegistryRequest request) {
    int offset = Integer.parseInt(request.header("Content-Range").orElse("0-").split("-", -1)[0]);
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    URI url = URI.create("http://" + request.header("Host").orElseThrow() + request.path() + query);
    try {
      byte[] layer = Files.readAllBytes(image.blobFile(image.blobDigests().get(LARGE_LAYER)));
      HttpRequest beginning =
          HttpRequest.newBuilder(url)
              .header("Authorization", request.header("Authorization").orElseThrow())
              .header("Content-Range", offset + "-" + (offset + 99))
              .method("PATCH", BodyPublishers.ofByteArray(layer, offset, 100))
              .build();
      HttpClient.newHttpClient().send(beginning, BodyHandlers.discarding());
      return Optional.of(Answer.status(503));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void findsTheBlobThatSomebodyElseWasFasterWith() throws IOException {
    try (EmbeddedRegistry registry = start(RealRegistry.NEXUS)) {
      AtomicInteger left = new AtomicInteger(1);
      registry.intercept(
          request ->
              request.method().equals("PUT")
                      && request.path().contains("/blobs/uploads/")
                      && left.getAndDecrement() > 0
                  ? Optional.of(overtake(registry, request.parameter("digest").orElseThrow()))
                  : Optional.empty());

      push(registry, "acme/app");

      assertThat(registry.requests("POST", "/blobs/uploads/"))
          .filteredOn(request -> request.status() == 202)
          .hasSize(3);
      assertComplete(registry, "acme/app");
    }
  }

  /** Nexus refuses to store a blob twice (https://github.com/sonatype/nexus-public/issues/967). */
  private Answer overtake(EmbeddedRegistry registry, String digest) {
    try {
      registry.putBlob("acme/app", Files.readAllBytes(image.blobFile(digest)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Answer.error(400, "BLOB_UPLOAD_INVALID", "blob upload invalid");
  }

  @Test
  void aLayerLargerThanTheLimitComesInParts() throws IOException {
    try (EmbeddedRegistry registry = start(EmbeddedRegistry.builder().bodyLimit(1_000_000))) {
      push(registry, "acme/app");

      assertComplete(registry, "acme/app");
    }
  }

  @Test
  void aLimitBelowTheLeastPartOfARegistryIsAFailure() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      AtomicInteger left = new AtomicInteger(20);
      registry.intercept(
          request ->
              switch (request.method()) {
                case "POST" ->
                    Optional.of(
                        Answer.status(202)
                            .withHeader("Location", "/v2/acme/app/blobs/uploads/1")
                            .withHeader("OCI-Chunk-Min-Length", "2000000"));
                case "PATCH" -> Optional.of(limited(request, left));
                case "PUT" -> Optional.of(Answer.status(201));
                default -> Optional.empty();
              });

      assertThatThrownBy(() -> push(registry, "acme/app"))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
    }
  }

  /** A client that never gives up is stopped after a while. */
  private static Answer limited(RegistryRequest request, AtomicInteger left) {
    if (Long.parseLong(request.header("Content-Length").orElseThrow()) <= 1_000_000) {
      return Answer.status(202);
    }
    return Answer.status(left.getAndDecrement() > 0 ? 413 : 400);
  }
}

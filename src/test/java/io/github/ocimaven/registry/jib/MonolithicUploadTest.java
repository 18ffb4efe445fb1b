package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.RecordedRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Blobs sent in the PUT that ends their upload; here, those of up to 4 MiB. */
class MonolithicUploadTest extends MonolithicUploadFixture {
  @Test
  void aSmallBlobTakesTwoRequests() throws IOException {
    put(BLOB);

    assertArrived(BLOB);
    assertThat(requests()).containsExactly("POST 202 0", "PUT 201 1000");
    RecordedRequest put = registry.requests("PUT", UPLOADS).get(0);
    assertThat(put.contentLength()).hasValue(1000);
    assertThat(put.chunked()).isFalse();
    assertThat(put.header("Content-Type")).contains("application/octet-stream");
    assertThat(put.header("Content-Range")).isEmpty();
    assertThat(put.query()).endsWith("&digest=" + BLOB.digest());
    assertThat(sent).containsExactly(0L, 1000L);
  }

  @Test
  void theLargestSmallBlobTakesTwoRequestsAndALargerOneThree() throws IOException {
    TestBlob small = TestBlob.random(MOST, 1);
    TestBlob large = TestBlob.random(MOST + 1, 1);
    put(small);
    put(large);

    assertArrived(small);
    assertArrived(large);
    assertThat(requests())
        .containsExactly(
            "POST 202 0", "PUT 201 " + MOST, "POST 202 0", "PATCH 202 " + (MOST + 1), "PUT 201 0");
  }

  @Test
  void anEmptyBlobTakesTwoRequests() throws IOException {
    TestBlob empty = TestBlob.random(0, 1);

    put(empty);

    assertArrived(empty);
    assertThat(requests()).containsExactly("POST 202 0", "PUT 201 0");
  }

  @Test
  void theUploadThatARefusedMountBeganIsUsed() throws IOException {
    assertThat(repository.mountBlob(BLOB.descriptor(), "acme/other")).isFalse();

    put(BLOB);

    assertArrived(BLOB);
    assertThat(requests()).containsExactly("POST 202 0", "PUT 201 1000");
  }

  @Test
  void whatIsTooLargeForOneRequestGoesInParts() throws IOException {
    repository.close();
    registry.close();
    registry = EmbeddedRegistry.builder().bodyLimit(1_000_000).start();
    repository = open();
    registry.clearRequests();
    TestBlob large = TestBlob.random(1_500_000, 1);
    TestBlob next = TestBlob.random(1_500_000, 2);

    put(large);
    put(next);
    put(BLOB);

    assertArrived(large);
    assertArrived(next);
    assertArrived(BLOB);
    assertThat(requests())
        .containsExactly(
            "POST 202 0",
            "PUT 413 1500000",
            "HEAD 404 0",
            "POST 202 0",
            "PATCH 202 1000000",
            "PATCH 202 500000",
            "PUT 201 0",
            "POST 202 0",
            "PATCH 202 1000000",
            "PATCH 202 500000",
            "PUT 201 0",
            "POST 202 0",
            "PUT 201 1000");
  }

  @Test
  void aRedirectGetsTheBodyToo() throws IOException {
    String elsewhere = "http://" + registry.localhost();
    registry.intercept(
        request ->
            isWholePut(request) && !registry.localhost().equals(request.header("Host").orElse(""))
                ? Optional.of(
                    Answer.redirect(307, elsewhere + request.path() + "?" + request.query()))
                : Optional.empty());

    put(BLOB);

    assertArrived(BLOB);
    assertThat(requests()).containsExactly("POST 202 0", "PUT 307 1000", "PUT 201 1000");
  }

  @Test
  void aTokenThatExpiresIsRenewedAndTheBodyStartsAgain() throws IOException {
    repository.close();
    registry.close();
    registry = EmbeddedRegistry.builder().registryToken("old").start();
    AtomicBoolean expired = new AtomicBoolean();
    registry.intercept(
        request -> {
          if (request.path().equals("/token")) {
            return Optional.of(Answer.json(200, "{\"token\":\"old\"}"));
          }
          return isWholePut(request) && expired.compareAndSet(false, true)
              ? Optional.of(
                  Answer.error(401, "UNAUTHORIZED", "expired")
                      .withHeader(
                          "WWW-Authenticate", "Bearer realm=\"" + registry.url() + "/token\""))
              : Optional.empty();
        });
    repository = open();
    registry.clearRequests();

    put(BLOB);

    assertArrived(BLOB);
    assertThat(registry.requests("PUT", UPLOADS))
        .extracting(RecordedRequest::bodyBytes)
        .containsExactly(1000L, 1000L);
  }
}

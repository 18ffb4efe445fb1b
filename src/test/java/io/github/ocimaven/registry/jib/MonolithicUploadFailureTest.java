package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.registry.retry.RetryListener;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRepositories;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import io.github.ocimaven.testing.registry.exchange.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blobs sent in the PUT that ends their upload, if that fails. */
class MonolithicUploadFailureTest extends MonolithicUploadFixture {
  private void once(String method, Answer answer) {
    registry.intercept(Interceptor.times(1, Interceptor.on(method, UPLOADS, answer)));
  }

  private void refuseBodies(Answer answer) {
    registry.intercept(request -> isWholePut(request) ? Optional.of(answer) : Optional.empty());
  }

  @Test
  void aLargeBlobThatBreaksGoesByPatchTheNextTime() throws IOException {
    TestBlob large = TestBlob.random(MOST + 1, 1);
    registry.intercept(
        Interceptor.times(1, Interceptor.on("PUT", UPLOADS, Answer.dropConnection())));
    try (Repository usual =
        new RetryingRepositories(
                Connections.anonymous().open(),
                new RetrySettings(3, Duration.ZERO),
                2,
                RetryListener.NONE)
            .open(new Target(registry.hostAndPort(), "acme/app", List.of("1.0")))) {
      usual.putBlob(large.descriptor(), large, bytes -> {});
    }

    assertArrived(large);
    assertThat(registry.requests("PATCH", UPLOADS))
        .singleElement()
        .satisfies(patch -> assertThat(patch.bodyBytes()).isEqualTo(MOST + 1));
  }

  @ParameterizedTest
  @CsvSource({
    "400, DIGEST_INVALID",
    "400, SIZE_INVALID",
    "400, BLOB_UPLOAD_INVALID",
    "404, BLOB_UNKNOWN",
    "404, BLOB_UPLOAD_UNKNOWN",
    "405, UNSUPPORTED",
    "411, CONTENT_LENGTH_INVALID",
    "415, UNSUPPORTED",
    "416, BLOB_UPLOAD_INVALID",
  })
  void whereTheRegistryTakesNoBodyWithThePutItGetsPatches(int status, String code)
      throws IOException {
    refuseBodies(Answer.error(status, code, "no body here"));
    TestBlob next = TestBlob.random(7, 2);

    put(BLOB);
    put(next);

    assertArrived(BLOB);
    assertArrived(next);
    assertThat(requests())
        .containsExactly(
            "POST 202 0",
            "PUT " + status + " 1000",
            "HEAD 404 0",
            "POST 202 0",
            "PATCH 202 1000",
            "PUT 201 0",
            "POST 202 0",
            "PATCH 202 7",
            "PUT 201 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 413})
  void anyOtherRefusalIsOne(int status) {
    refuseBodies(Answer.error(status, "DENIED", "no"));

    assertThatThrownBy(() -> put(BLOB))
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> assertThat(e.reason()).isIn(Reason.DENIED, Reason.UNAUTHORIZED, Reason.TOO_LARGE));
    assertThat(requests()).containsExactly("POST 202 0", "PUT " + status + " 1000");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 500, 503})
  void whatBreaksStartsAgainWithAnUploadOfItsOwn(int status) throws IOException {
    once("PUT", Answer.status(status));

    put(BLOB);

    assertArrived(BLOB);
    assertThat(registry.requests())
        .extracting(RecordedRequest::method)
        .containsExactly("POST", "PUT", "HEAD", "POST", "PUT");
    assertThat(registry.requests("PUT", UPLOADS))
        .extracting(RecordedRequest::path)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatWasCommittedIsNotSentAgain() throws IOException {
    registry.intercept(
        request -> {
          if (isWholePut(request)) {
            store(BLOB);
            return Optional.of(Answer.dropConnection());
          }
          return Optional.empty();
        });

    put(BLOB);

    assertArrived(BLOB);
    assertThat(registry.requests())
        .extracting(RecordedRequest::method)
        .containsExactly("POST", "PUT", "HEAD");
    assertThat(sent).endsWith(1000L);
  }

  @Test
  void whatSomebodyElseWasFasterWithIsNotSentAgain() throws IOException {
    registry.intercept(
        request -> {
          if (isWholePut(request)) {
            store(BLOB);
            return Optional.of(Answer.error(400, "BLOB_UPLOAD_INVALID", "it is there"));
          }
          return Optional.empty();
        });

    put(BLOB);

    assertThat(requests()).containsExactly("POST 202 0", "PUT 400 1000", "HEAD 200 0");
  }

  private void store(TestBlob blob) {
    try {
      registry.putBlob("acme/app", blob.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anUploadThatBrokeIsCancelledInTheEnd() {
    once("PUT", Answer.status(500));
    put(BLOB);
    String broken = registry.requests("PUT", UPLOADS).get(0).path();

    repository.close();

    assertThat(registry.requests("DELETE", UPLOADS))
        .extracting(RecordedRequest::summary)
        .containsExactly("DELETE " + broken + " 204");
  }

  @Test
  void anotherDigestInTheAnswerIsAFailure() {
    refuseBodies(
        Answer.status(201).withHeader("Docker-Content-Digest", "sha256:" + "0".repeat(64)));

    assertThatThrownBy(() -> put(BLOB)).hasMessageContaining("calls it sha256:000");
    assertThat(requests()).hasSize(2);
  }
}

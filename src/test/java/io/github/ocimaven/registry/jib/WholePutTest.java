package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.RegistryException;
import io.github.ocimaven.model.RegistryException.Reason;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Registry;
import io.github.ocimaven.registry.retry.RetryListener;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRegistries;
import io.github.ocimaven.testing.Answer;
import io.github.ocimaven.testing.EmbeddedRegistry;
import io.github.ocimaven.testing.Interceptor;
import io.github.ocimaven.testing.RecordedRequest;
import io.github.ocimaven.testing.RegistryRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blobs that go with the PUT that ends their upload; here, those of up to 4 MiB. */
class WholePutTest {

  private static final String UPLOADS = "/blobs/uploads/";
  private static final int MOST = 4 * 1024 * 1024;
  private static final TestBlob BLOB = TestBlob.random(1000, 1);

  private final List<Long> sent = new ArrayList<>();
  private EmbeddedRegistry registry;
  private Registry repository;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start();
    repository = open();
    registry.clearRequests();
  }

  @AfterEach
  void stop() throws IOException {
    repository.close();
    registry.close();
  }

  private Registry open() {
    var registries =
        new RetryingRegistries(
            Connections.anonymous().wholeUpTo(MOST).open(),
            new RetrySettings(3, Duration.ZERO),
            2,
            RetryListener.NONE);
    return registries.open(new Target(registry.hostAndPort(), "acme/app", List.of("1.0")));
  }

  private void put(TestBlob blob) {
    repository.putBlob(blob.descriptor(), blob, sent::add);
  }

  private void once(String method, Answer answer) {
    registry.intercept(Interceptor.times(1, Interceptor.on(method, UPLOADS, answer)));
  }

  private void refuseBodies(Answer answer) {
    registry.intercept(request -> isWholePut(request) ? Optional.of(answer) : Optional.empty());
  }

  private static boolean isWholePut(RegistryRequest request) {
    return request.method().equals("PUT")
        && request.path().contains(UPLOADS)
        && request.header("Content-Length").filter(length -> !length.equals("0")).isPresent();
  }

  /** Each request's method, its status, and how long its body is. */
  private List<String> requests() {
    return registry.requests().stream()
        .map(
            request ->
                request.method() + " " + request.status() + " " + request.contentLength().orElse(0))
        .toList();
  }

  private void assertArrived(TestBlob blob) throws IOException {
    assertThat(registry.blob("acme/app", blob.digest())).contains(blob.bytes());
  }

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
  void aLargeBlobThatBreaksGoesByPatchTheNextTime() throws IOException {
    TestBlob large = TestBlob.random(MOST + 1, 1);
    registry.intercept(
        Interceptor.times(1, Interceptor.on("PUT", UPLOADS, Answer.dropConnection())));
    try (Registry usual =
        new RetryingRegistries(
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

  @Test
  void anotherDigestInTheAnswerIsAFailure() {
    refuseBodies(
        Answer.status(201).withHeader("Docker-Content-Digest", "sha256:" + "0".repeat(64)));

    assertThatThrownBy(() -> put(BLOB)).hasMessageContaining("calls it sha256:000");
    assertThat(requests()).hasSize(2);
  }
}

package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.registry.retry.RetryListener;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRepositories;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The attempts after an upload by PATCH breaks. */
class BrokenUploadTest {

  private static final String UPLOADS = "/blobs/uploads/";
  private static final TestBlob BLOB = TestBlob.random(6, 1);

  private EmbeddedRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start();
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
  }

  @Test
  void goesOnWithoutAnotherPost() throws IOException {
    once("PATCH", Answer.dropConnection());

    put(null);

    assertArrived();
    assertThat(registry.requests("POST", UPLOADS)).hasSize(1);
    assertThat(registry.requests("HEAD", "/blobs/")).isEmpty();
  }

  @Test
  void isFoundWhereTheAnswerToItsCommitWasLost() throws IOException {
    registry.intercept(
        request -> {
          if (request.method().equals("PUT")) {
            store();
            return Optional.of(Answer.dropConnection());
          }
          return request.method().equals("GET") && request.path().contains(UPLOADS)
              ? Optional.of(Answer.error(404, "BLOB_UPLOAD_UNKNOWN", "gone"))
              : Optional.empty();
        });

    put(null);

    assertArrived();
    assertThat(registry.requests("PATCH", UPLOADS)).hasSize(1);
  }

  @Test
  void startsAgainWhereTwoHalvesDoNotFit() throws IOException {
    once("PATCH", Answer.dropConnection());
    once("PUT", Answer.error(400, "DIGEST_INVALID", "the content is another one"));

    put(null);

    assertArrived();
    assertThat(registry.requests("POST", UPLOADS)).hasSize(2);
  }

  @Test
  void asksForNoOtherMount() throws IOException {
    once("PATCH", Answer.dropConnection());
    once("GET", Answer.error(404, "BLOB_UPLOAD_UNKNOWN", "gone"));

    put("acme/other");

    assertArrived();
    assertThat(registry.requests("POST", UPLOADS))
        .extracting(request -> request.query().contains("mount="))
        .containsExactly(true, false);
  }

  private void once(String method, Answer answer) {
    registry.intercept(Interceptor.times(1, Interceptor.on(method, UPLOADS, answer)));
  }

  private void store() {
    try {
      registry.putBlob("acme/app", BLOB.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(@Nullable String from) {
    var registries =
        new RetryingRepositories(
            Connections.anonymous().wholeUpTo(0).open(),
            new RetrySettings(3, Duration.ZERO),
            2,
            RetryListener.NONE);
    try (Repository repository =
        registries.open(new Target(registry.hostAndPort(), "acme/app", List.of("1.0")))) {
      if (from != null) {
        assertThat(repository.mountBlob(BLOB.descriptor(), from)).isFalse();
      }
      repository.putBlob(BLOB.descriptor(), BLOB, sent -> {});
    }
  }

  private void assertArrived() throws IOException {
    assertThat(registry.blob("acme/app", BLOB.digest())).contains(BLOB.bytes());
  }
}

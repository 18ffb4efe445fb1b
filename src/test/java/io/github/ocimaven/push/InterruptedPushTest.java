package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.retry.RetryListener;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRepositories;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import io.github.ocimaven.testing.registry.exchange.RecordedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A push whose thread is interrupted, as by mvnd and IDEs. */
@Timeout(60)
class InterruptedPushTest {

  private static final String REPOSITORY = "acme/app";
  private static final String BEFORE_ANY_TAG =
      "Cannot finish the push: it was interrupted before any tag was moved; run it again";

  private final CountDownLatch stalled = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private Connections connections = Connections.anonymous().connections(4);
  @TempDir Path directory;
  private EmbeddedRegistry registry;

  @BeforeEach
  void prepare() throws IOException {
    TestImages.layout(directory.resolve("oci")).layer("base").layer("app").write();
    registry = EmbeddedRegistry.start();
  }

  @AfterEach
  void stop() throws IOException {
    released.countDown();
    registry.close();
  }

  private Target target(String repository, String... tags) {
    return new Target(registry.hostAndPort(), repository, List.of(tags));
  }

  private void push(Target... targets) {
    var registries =
        new RetryingRepositories(
            connections.open(),
            new RetrySettings(3, Duration.ofSeconds(30)),
            4,
            RetryListener.NONE);
    new Pusher(registries, PushListener.NONE)
        .push(Requests.push(directory, "oci", null, List.of(targets), 4, false));
  }

  private void stall(String method, String path) {
    registry.intercept(
        request -> {
          if (request.method().equals(method) && request.path().contains(path)) {
            stalled.countDown();
            try {
              released.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt(); // the registry is stopped
            }
          }
          return Optional.empty();
        });
  }

  /** A push in a separate thread. */
  private final class Running extends Thread {

    private final Target[] targets;
    private volatile @Nullable RuntimeException failure;
    private volatile boolean stayedInterrupted;

    Running(Target... targets) {
      this.targets = targets;
    }

    @Override
    public void run() {
      try {
        push(targets);
      } catch (RuntimeException e) {
        failure = e;
        stayedInterrupted = isInterrupted();
      }
    }

    void interruptAndAssert(String message) throws InterruptedException {
      assertThat(stalled.await(30, TimeUnit.SECONDS)).isTrue();
      interrupt();
      join(5_000);
      assertThat(isAlive()).isFalse();
      assertThat(failure).isInstanceOf(PushInterruptedException.class).hasMessage(message);
      assertThat(stayedInterrupted).isTrue();
    }
  }

  private Running start(Target... targets) {
    Running push = new Running(targets);
    push.start();
    return push;
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v2/",
    "HEAD, /manifests/1",
    "HEAD, /blobs/",
    "POST, /blobs/uploads/",
    "PATCH, /blobs/uploads/",
    "PUT, /blobs/uploads/",
  })
  void endsAtOnceWhateverItWaitsFor(String method, String path) throws Exception {
    if (method.equals("PATCH")) {
      connections = connections.wholeUpTo(0);
    }
    stall(method, path);

    start(target(REPOSITORY, "1")).interruptAndAssert(BEFORE_ANY_TAG);

    assertThat(registry.tags(REPOSITORY)).isEmpty();
  }

  @Test
  void saysWhichTagIsInDoubt() throws Exception {
    stall("PUT", "/manifests/1");

    start(target(REPOSITORY, "1"))
        .interruptAndAssert(
            "Cannot finish the push: it was interrupted while "
                + registry.hostAndPort()
                + "/acme/app:1 was being moved, which may have succeeded; run it again");
  }

  @Test
  void saysWhichTagsAreInDoubtWhereOneRequestSetsThem() throws Exception {
    stall("PUT", "/manifests/sha256:");

    String image = registry.hostAndPort() + "/acme/app";
    start(target(REPOSITORY, "1", "latest"))
        .interruptAndAssert(
            "Cannot finish the push: it was interrupted while "
                + image
                + ":1, "
                + image
                + ":latest were being moved, which may have succeeded; run it again");
  }

  @Test
  void saysWhatWasMovedBefore() throws Exception {
    stall("GET", "/app/manifests/latest");

    String image = registry.hostAndPort() + "/acme/app";
    start(target(REPOSITORY, "1", "latest"))
        .interruptAndAssert(
            "Cannot finish the push: it was interrupted after these tags were moved: "
                + image
                + ":1, "
                + image
                + ":latest; run it again");
  }

  @Test
  void doesNotWaitForAnotherAttempt() throws Exception {
    registry.intercept(
        request -> {
          if (!request.path().contains("/blobs/uploads/")) {
            return Optional.empty();
          }
          stalled.countDown();
          return Optional.of(Answer.error(503, "UNKNOWN", "busy").withHeader("Retry-After", "30"));
        });

    start(target(REPOSITORY, "1")).interruptAndAssert(BEFORE_ANY_TAG);
  }

  @Test
  void doesNotBeginWhereItIsInterruptedBefore() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> push(target(REPOSITORY, "1")))
        .isInstanceOf(PushInterruptedException.class)
        .hasMessage(BEFORE_ANY_TAG);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void aPushThatFailsCancelsItsUploads() {
    registry.intercept(Interceptor.on("PUT", "/blobs/uploads/", Answer.error(403, "DENIED", "no")));

    assertThatThrownBy(() -> push(target(REPOSITORY, "1"))).isInstanceOf(RegistryException.class);

    List<RecordedRequest> begun = registry.requests("POST", "/blobs/uploads/");
    assertThat(registry.requests("DELETE", "/blobs/uploads/"))
        .hasSizeBetween(1, begun.size())
        .allSatisfy(request -> assertThat(request.status()).isEqualTo(204));
  }
}

package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Connections;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A registry that stops responding until a test ends. */
abstract class StallingRegistryFixture {
  static final int BLOB_BYTES = 64 * 1024 * 1024;
  static final Duration SOON = Duration.ofSeconds(5);

  final CountDownLatch stalled = new CountDownLatch(1);
  final CountDownLatch released = new CountDownLatch(1);
  final Set<Thread> threadsOfOthers = Thread.getAllStackTraces().keySet();
  EmbeddedRegistry server;
  Repository registry;

  @BeforeEach
  void start() throws IOException {
    server = EmbeddedRegistry.start();
    registry = open(server.hostAndPort());
  }

  static Repository open(String host) {
    return open(host, 0);
  }

  static Repository open(String host, long wholeUpTo) {
    return Connections.anonymous()
        .wholeUpTo(wholeUpTo)
        .open()
        .open(new Target(host, "acme/app", List.of("1")));
  }

  @AfterEach
  void stop() throws IOException {
    released.countDown();
    registry.close();
    server.close();
  }

  /** Does not respond to such requests, and does not read their bodies. */
  void stall(String method) {
    server.intercept(
        request -> {
          if (request.method().equals(method)) {
            stalled.countDown();
            awaitRelease();
          }
          return Optional.empty();
        });
  }

  void awaitRelease() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server is stopped
    }
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The result of a task in another thread. */
  static final class Task {

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    final Thread thread;
    boolean interrupted;

    Task(Runnable work) {
      thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (RuntimeException e) {
                  failure.set(e);
                }
                interrupted = Thread.interrupted();
              });
      thread.start();
    }

    void assertCancelledSoon() throws InterruptedException {
      thread.join(SOON.toMillis());
      assertThat(thread.isAlive()).isFalse();
      assertThat(failure.get()).isInstanceOf(CancellationException.class);
    }
  }

  void putBlob() {
    byte[] bytes = new byte[BLOB_BYTES];
    Content content =
        new Content() {
          @Override
          public long size() {
            return bytes.length;
          }

          @Override
          public String location() {
            return "a blob";
          }

          @Override
          public InputStream open() {
            return new ByteArrayInputStream(bytes);
          }
        };
    Descriptor blob = new Descriptor(MediaType.OCI_LAYER, Digest.sha256(bytes), bytes.length);
    registry.putBlob(blob, content, sent -> {});
  }

  void work(String method) {
    switch (method) {
      case "HEAD" -> registry.manifestDigest(ManifestName.tag("1"));
      case "GET" -> registry.manifest(ManifestName.tag("1"));
      default -> putBlob();
    }
  }
}

package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.retry.RetryListener.Retry;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRepositories;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.RegistryRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that only handles a few uploads at once gets all of them, after a while. */
class OverloadTest {

  private static final int LAYERS = 40;
  private static final int PARALLELISM = 8;
  private static final int AT_ONCE = 2;

  @TempDir Path directory;

  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final List<Retry> retries = new CopyOnWriteArrayList<>();

  /** Refuses requests while the registry is busy. */
  private Optional<Answer> refuseCrowd(RegistryRequest request) {
    if (!request.method().equals("PUT") || !request.path().contains("/blobs/uploads/")) {
      return Optional.empty();
    }
    try {
      if (inFlight.incrementAndGet() <= AT_ONCE) {
        Thread.sleep(20); // an upload takes its time
        return Optional.empty();
      }
      refused.incrementAndGet();
      return Optional.of(Answer.error(429, "TOOMANYREQUESTS", "slow down"));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      inFlight.decrementAndGet();
    }
  }

  @Test
  void sendsFewerAtOnceToARegistryThatHasTooMuchToDo() throws IOException {
    var builder = TestImages.layout(directory.resolve("oci"));
    for (int i = 0; i < LAYERS; i++) {
      builder.randomLayer(1000, i);
    }
    WrittenImage image = builder.write();
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.intercept(this::refuseCrowd);
      Target target = new Target(registry.hostAndPort(), "acme/app", List.of("1.0"));

      new Pusher(
              new RetryingRepositories(
                  Connections.anonymous().connections(PARALLELISM).open(),
                  // On a busy machine, chance decides which of the eight uploads comes first.
                  new RetrySettings(20, Duration.ofMillis(50)),
                  PARALLELISM,
                  retries::add),
              PushListener.NONE)
          .push(Requests.push(directory, "oci", null, List.of(target), PARALLELISM, false));

      assertThat(registry.manifest("acme/app", "1.0").orElseThrow().digest())
          .isEqualTo(image.manifestDigest());
    }
    // Eight at once would be refused six times as often as they are accepted.
    assertThat(refused.get()).isBetween(1, LAYERS);
    assertThat(retries).hasSize(refused.get()).allMatch(retry -> retry.symptom().equals("429"));
  }
}

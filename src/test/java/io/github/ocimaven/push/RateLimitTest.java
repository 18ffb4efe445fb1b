package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Transience.Pause;
import io.github.ocimaven.registry.retry.RetryListener.Retry;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRepositories;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.RateLimit;
import io.github.ocimaven.testing.tool.Olareg;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A registry that limits the requests per second gets an image, with the default settings. */
@Timeout(120)
class RateLimitTest {

  private static final int PARALLELISM = 16;
  private static final RetrySettings DEFAULT = new RetrySettings(5, Duration.ofSeconds(30));

  @TempDir Path directory;

  private final List<Retry> retries = new CopyOnWriteArrayList<>();

  @Test
  void sendsNoMoreThanTheRegistryAllows() throws IOException {
    WrittenImage image = image(20);
    RateLimit limit = new RateLimit(20);
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      registry.intercept(limit);

      push(
          new Target(registry.hostAndPort(), "acme/app", List.of("1.0")),
          new Target(registry.hostAndPort(), "acme/other", List.of("1.0")));

      for (String repository : List.of("acme/app", "acme/other")) {
        assertThat(registry.manifest(repository, "1.0").orElseThrow().digest())
            .isEqualTo(image.manifestDigest());
      }
    }
    // At first, all requests in flight are refused; after that, one per pause.
    assertThat(limit.refused()).isBetween(1, 2 * PARALLELISM);
    assertThat(retries).hasSizeBetween(1, limit.refused());
    assertThat(pauses()).isBetween(1L, 4L);
  }

  @Test
  void sendsNoMoreThanOlaregAllows() throws IOException, InterruptedException {
    RequiredTools.assume(Olareg.TOOL);
    WrittenImage image = image(10);
    try (Olareg registry = Olareg.limitedTo(10)) {
      push(new Target(registry.hostAndPort(), "acme/app", List.of("1.0")));

      assertThat(pauses()).isBetween(1L, 4L);
      assertThat(retries).allMatch(retry -> retry.symptom().equals("429"));
      Thread.sleep(1001); // the limit's window
      URL manifest =
          URI.create("http://" + registry.hostAndPort() + "/v2/acme/app/manifests/1.0").toURL();
      HttpURLConnection connection = (HttpURLConnection) manifest.openConnection();
      connection.setRequestMethod("HEAD");
      connection.setRequestProperty("Accept", "application/vnd.oci.image.manifest.v1+json");
      assertThat(connection.getHeaderField("Docker-Content-Digest"))
          .isEqualTo(image.manifestDigest());
    }
  }

  private WrittenImage image(int layers) throws IOException {
    var builder = TestImages.layout(directory.resolve("oci"));
    for (int i = 0; i < layers; i++) {
      builder.randomLayer(1000, i);
    }
    return builder.write();
  }

  private void push(Target... targets) {
    var unused =
        new Pusher(
                new RetryingRepositories(
                    Connections.anonymous().connections(PARALLELISM).open(),
                    DEFAULT,
                    PARALLELISM,
                    retries::add),
                PushListener.NONE)
            .push(Requests.push(directory, "oci", null, List.of(targets), PARALLELISM, false));
  }

  private long pauses() {
    return retries.stream().map(Retry::pause).filter(RateLimitTest::begins).count();
  }

  private static boolean begins(@Nullable Pause pause) {
    return pause != null && pause.begins();
  }
}

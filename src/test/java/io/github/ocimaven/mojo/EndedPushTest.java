package io.github.ocimaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.PushRequest;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.testing.image.LargeDockerArchive;
import io.github.ocimaven.testing.image.TarBuilder;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.tool.DockerRegistry;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pushes that are interrupted, that are killed, and that run at the same time. The source is a gzip
 * archive, which is unpacked, and whose layers are compressed, so that there are temporary files.
 */
@Timeout(300)
@DisabledOnOs(OS.WINDOWS)
public class EndedPushTest {

  private static final String IMAGE = "image.tar.gz";
  private static final int LAYERS = 3;
  private static final int BLOBS = LAYERS + 1;
  private static final int LAYER_BYTES = 3 * 1024 * 1024;
  private static final int REQUESTS_OF_A_PUSH = 20;

  /** Two seconds, on a machine that is not busy with other tests. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private final CountDownLatch released = new CountDownLatch(1);
  @TempDir Path directory;
  private EmbeddedRegistry registry;
  private Digest digest;

  @BeforeEach
  void prepare() throws IOException {
    Path plain = directory.resolve("image.tar");
    LargeDockerArchive.write(
        plain,
        LAYERS,
        LAYER_BYTES,
        (out, layer) -> {
          byte[] bytes = new byte[LAYER_BYTES];
          new Random(layer).nextBytes(bytes);
          out.write(bytes);
        });
    Files.write(directory.resolve(IMAGE), TarBuilder.gzip(Files.readAllBytes(plain)));
    Files.delete(plain);
    try (EmbeddedRegistry reference = EmbeddedRegistry.start()) {
      digest = push(Files.createDirectory(directory.resolve("reference")), reference).digest();
    }
    registry = EmbeddedRegistry.start();
  }

  @AfterEach
  void stop() throws IOException {
    released.countDown();
    registry.close();
  }

  /** Pushes in this JVM. */
  private PushResult push(Path work, EmbeddedRegistry to, String... tags) {
    Target target =
        new Target(
            to.hostAndPort(),
            GuardedPush.REPOSITORY,
            tags.length == 0 ? List.of("1") : List.of(tags));
    String image = directory.resolve(IMAGE).toString();
    PushRequest request = Requests.push(work, image, null, List.of(target), 4, false);
    return new Pusher(Connections.anonymous().connections(4).open(), PushListener.NONE)
        .push(request)
        .get(0);
  }

  private GuardedPush start(String host, String... tags) throws IOException {
    return GuardedPush.start(directory, IMAGE, host, tags);
  }

  /** Leaves requests without a response; returns a latch that counts them. */
  private CountDownLatch stall(String method, String path, int requests) {
    CountDownLatch stalled = new CountDownLatch(requests);
    registry.intercept(
        request -> {
          if ((method.equals("*") || request.method().equals(method))
              && request.path().contains(path)) {
            stalled.countDown();
            try {
              released.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt(); // the registry is stopped
            }
          }
          return Optional.empty();
        });
    return stalled;
  }

  private List<String> leftovers() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("work"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".tar.gz") && !name.endsWith(".digest"))
          .toList();
    }
  }

  private void assertEndsSoon(GuardedPush push) throws InterruptedException {
    push.terminate();
    assertThat(push.endsWithin(SOON)).isTrue();
  }

  @Test
  void endsSoonAndCleansUpWhenItIsToldTo() throws Exception {
    CountDownLatch stalled = stall("PUT", "/blobs/uploads/", BLOBS);

    try (GuardedPush push = start(registry.hostAndPort(), "1")) {
      assertThat(stalled.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(leftovers()).anyMatch(name -> name.startsWith("source-"));
      assertEndsSoon(push);

      assertThat(push.rest())
          .isEqualTo(
              "Cannot finish the push: it was interrupted before any tag was moved; run it again");
    }
    assertThat(leftovers()).isEmpty();
    assertThat(registry.requests("DELETE", "/blobs/uploads/"))
        .hasSize(BLOBS)
        .allSatisfy(request -> assertThat(request.status()).isEqualTo(204));
    assertThat(registry.tags(GuardedPush.REPOSITORY)).isEmpty();
  }

  @Test
  void saysWhichTagsWereMoved() throws Exception {
    CountDownLatch stalled = stall("GET", "/manifests/latest", 1);

    try (GuardedPush push = start(registry.hostAndPort(), "1", "latest")) {
      assertThat(stalled.await(60, TimeUnit.SECONDS)).isTrue();
      assertEndsSoon(push);

      String image = registry.hostAndPort() + "/" + GuardedPush.REPOSITORY;
      assertThat(push.rest())
          .isEqualTo(
              "Cannot finish the push: it was interrupted after these tags were moved: "
                  + image
                  + ":1, "
                  + image
                  + ":latest; run it again");
    }
    assertThat(leftovers()).isEmpty();
    assertThat(registry.tags(GuardedPush.REPOSITORY)).containsExactly("1", "latest");
  }

  @Test
  void endsSoonWhereTheRegistryIsDeadAltogether() throws Exception {
    CountDownLatch stalled = stall("*", "/blobs/uploads/", 1);

    try (GuardedPush push = start(registry.hostAndPort(), "1")) {
      assertThat(stalled.await(60, TimeUnit.SECONDS)).isTrue();
      assertEndsSoon(push);

      assertThat(push.rest()).startsWith("Cannot finish the push: it was interrupted before");
    }
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void arrivesAfterItWasKilledAtSomeRequest() throws Exception {
    Random random = new Random();
    for (int round = 0; round < 4; round++) {
      try (EmbeddedRegistry other = EmbeddedRegistry.start()) {
        AtomicInteger left = new AtomicInteger(1 + random.nextInt(REQUESTS_OF_A_PUSH));
        CountDownLatch reached = new CountDownLatch(1);
        other.intercept(
            request -> {
              if (left.decrementAndGet() == 0) {
                reached.countDown();
              }
              return Optional.empty();
            });
        try (GuardedPush push = start(other.hostAndPort(), "1")) {
          boolean unused = reached.await(20, TimeUnit.SECONDS);
          push.kill();
        }
        assertArrives(other.hostAndPort());
      }
    }
  }

  @Test
  void arrivesAfterItWasKilledAtSomeTime() throws Exception {
    RequiredTools.assume(DockerRegistry.TOOL);
    Random random = new Random();
    for (int round = 0; round < 4; round++) {
      try (DockerRegistry real = DockerRegistry.start()) {
        try (GuardedPush push = start(real.hostAndPort(), "1")) {
          boolean unused = push.endsWithin(Duration.ofMillis(random.nextInt(2_000)));
          push.kill();
        }
        assertArrives(real.hostAndPort());
      }
    }
  }

  private void assertArrives(String host) throws Exception {
    try (GuardedPush again = start(host, "1")) {
      assertThat(again.rest()).isEqualTo(GuardedPush.DONE);
    }
    assertThat(leftovers()).isEmpty();
    assertComplete(host, "1");
  }

  private void assertComplete(String host, String tag) throws Exception {
    String repository = "http://" + host + "/v2/" + GuardedPush.REPOSITORY;
    byte[] manifest = get(repository + "/manifests/" + tag);
    assertThat(Digest.sha256(manifest)).isEqualTo(digest);
    JsonNode json = new JsonMapper().readTree(manifest);
    List<JsonNode> blobs = new ArrayList<>(List.of(json.get("config")));
    json.get("layers").forEach(blobs::add);
    assertThat(blobs).hasSize(BLOBS);
    for (JsonNode blob : blobs) {
      byte[] bytes = get(repository + "/blobs/" + blob.get("digest").asText());
      assertThat(Digest.sha256(bytes)).hasToString(blob.get("digest").asText());
    }
  }

  private static byte[] get(String url) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Accept", "application/vnd.docker.distribution.manifest.v2+json")
            .build();
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  @Test
  void twoProcessesPushTheSameImageAtOnce() throws Exception {
    try (GuardedPush first = start(registry.hostAndPort(), "1", "first");
        GuardedPush second = start(registry.hostAndPort(), "1", "second")) {
      assertThat(List.of(first.rest(), second.rest())).containsOnly(GuardedPush.DONE);
    }
    assertThat(leftovers()).isEmpty();
    for (String tag : List.of("1", "first", "second")) {
      assertComplete(registry.hostAndPort(), tag);
    }
  }

  @Test
  void twoThreadsPushTheSameImageAtOnce() throws Exception {
    var threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<PushResult>> pushes =
          List.of(
              () -> push(directory, registry, "1", "first"),
              () -> push(directory, registry, "1", "second"));
      for (Future<PushResult> result : threads.invokeAll(pushes)) {
        assertThat(result.get().digest()).isEqualTo(digest);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(leftovers()).isEmpty();
    for (String tag : List.of("1", "first", "second")) {
      assertComplete(registry.hostAndPort(), tag);
    }
  }
}

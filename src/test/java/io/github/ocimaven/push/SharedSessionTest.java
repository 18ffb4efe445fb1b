package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.InMemoryRepository;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The modules of a reactor push images with the same base, one after the other or at once. */
@Timeout(60)
class SharedSessionTest {

  private static final Target ONE = new Target("localhost", "acme/one", List.of("1"));
  private static final Target TWO = new Target("localhost", "acme/two", List.of("1"));

  @TempDir Path directory;

  private final PushSession session = new PushSession(4);
  private final InMemoryRepository one = new InMemoryRepository();
  private final InMemoryRepository two = new InMemoryRepository();
  private WrittenImage imageOne;
  private String base;

  /** Counts the blobs that are reported as lacking and have not arrived yet. */
  private final AtomicInteger outstanding = new AtomicInteger();

  private final PushListener listener =
      new PushListener() {
        @Override
        public void lacking(int blobs, long bytes) {
          outstanding.addAndGet(blobs);
        }

        @Override
        public void blobDone() {
          outstanding.decrementAndGet();
        }
      };

  @BeforeEach
  void write() throws IOException {
    imageOne = TestImages.layout(directory.resolve("one")).layer("base").layer("one").write();
    TestImages.layout(directory.resolve("two")).layer("base").layer("two").write();
    base = imageOne.blobDigests().get(1);
    one.mountFrom(two);
    two.mountFrom(one);
  }

  private PushResult push(String image, Target target, InMemoryRepository registry) {
    PushRequest alone = Requests.push(directory, image, null, List.of(target), 4, false);
    return new Pusher(opened -> registry, listener).push(alone.withSession(session)).get(0);
  }

  private PushResult pushOne() {
    return push("one", ONE, one);
  }

  private PushResult pushTwo() {
    return push("two", TWO, two);
  }

  @Test
  void mountsWhatAnotherModuleSentWithOneRequest() {
    pushOne();

    PushResult result = pushTwo();

    assertThat(two.calls()).contains("mountBlob " + base + " from acme/one");
    assertThat(two.calls()).doesNotContain("hasBlob " + base, "putBlob " + base);
    assertThat(result.mounted().blobs()).isEqualTo(1);
    assertThat(result.uploaded().blobs()).isEqualTo(2);
  }

  @Test
  void mountsWhatARepositoryHadBefore() {
    push("one", ONE, one);
    one.clearCalls();
    PushSession later = new PushSession(4);
    PushRequest again = Requests.push(directory, "one", null, List.of(ONE), 4, false);
    new Pusher(opened -> one, PushListener.NONE).push(again.withSession(later));
    PushRequest other = Requests.push(directory, "two", null, List.of(TWO), 4, false);

    PushResult result =
        new Pusher(opened -> two, PushListener.NONE).push(other.withSession(later)).get(0);

    assertThat(one.calls()).containsExactly("manifestDigest 1", "close");
    assertThat(result.mounted().blobs()).isEqualTo(1);
  }

  @Test
  void asksNothingOfARepositoryThatGotTheBlobInThisSession() {
    pushOne();
    one.clearCalls();

    PushResult result = push("two", new Target("localhost", "acme/one", List.of("2")), one);

    assertThat(one.calls()).noneMatch(call -> call.endsWith(base));
    assertThat(result.present().blobs()).isEqualTo(1);
    assertThat(result.uploaded().blobs()).isEqualTo(2);
  }

  @Test
  void knowsNothingOfOtherRegistries() {
    pushOne();

    PushResult result = push("two", new Target("elsewhere", "acme/two", List.of("1")), two);

    assertThat(two.calls("mountBlob")).isEmpty();
    assertThat(result.uploaded().blobs()).isEqualTo(3);
  }

  @Test
  void asksAndSendsWhereTheRegistryDoesNotMountAndTriesThatOnlyWhileItDoesNotKnow()
      throws IOException {
    TestImages.layout(directory.resolve("big")).layer("base").layer("one").layer("big").write();
    pushOne();
    two.mountFrom((from, digest) -> null);

    PushResult result = push("big", TWO, two);

    assertThat(two.calls("mountBlob")).hasSizeBetween(1, 2);
    assertThat(two.calls("hasBlob")).hasSize(4);
    assertThat(two.calls("putBlob")).hasSize(4);
    assertThat(result.mounted().blobs()).isZero();

    two.clearCalls();
    push("two", new Target("localhost", "acme/two", List.of("2")), two);
    assertThat(two.calls("mountBlob")).isEmpty();
  }

  @Test
  void stopsTryingToMountWhereTwoRepositoriesWereRefused() {
    two.mountFrom((from, digest) -> null);
    PushRequest alone = Requests.push(directory, "one", null, List.of(TWO), 1, false);
    // One at a time, so that each blob sees the result of the previous one.
    PushSession single = new PushSession(1);
    for (int i = 0; i < 4; i++) {
      for (String digest : imageOne.blobDigests()) {
        single
            .blobs()
            .found(new Target("localhost", "acme/known-" + i, List.of("1")), Digest.parse(digest));
      }
    }

    new Pusher(opened -> two, PushListener.NONE).push(alone.withSession(single));

    assertThat(two.calls("mountBlob")).hasSize(2);
    assertThat(two.calls("putBlob")).hasSize(3);
  }

  @Test
  void waitsForTheModuleThatSendsTheSameBlobAndMountsIt() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch othersDone = new CountDownLatch(1);
    one.intercept(
        call -> {
          if (call.equals("putBlob " + base)) {
            sending.countDown();
            awaitAll(othersDone);
          }
        });
    two.intercept(
        call -> {
          if (call.startsWith("putBlob") && two.calls("putBlob").size() == 2) {
            othersDone.countDown();
          }
        });

    List<PushResult> results =
        bothAtOnce(
            this::pushOne,
            () -> {
              awaitAll(sending);
              return pushTwo();
            });

    assertThat(one.calls("putBlob")).hasSize(3);
    assertThat(two.calls("putBlob")).hasSize(2).doesNotContain("putBlob " + base);
    assertThat(results.get(1).mounted().blobs()).isEqualTo(1);
    assertThat(outstanding).hasValue(0);
  }

  @Test
  void whoDoesNotWaitLetsTheOthersWaitOn() throws Exception {
    Target three = new Target("localhost", "acme/three", List.of("1"));
    InMemoryRepository withoutMounts = new InMemoryRepository();
    byte[] file = {1};
    WrittenImage old = TestImages.layout(directory.resolve("old")).fileLayer("old", file).write();
    TestImages.layout(directory.resolve("three")).layer("base").fileLayer("old", file).write();
    push("old", new Target("localhost", "acme/old", List.of("1")), new InMemoryRepository());
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    one.intercept(
        call -> {
          if (call.equals("putBlob " + base)) {
            sending.countDown();
            awaitAll(looked);
          }
        });
    withoutMounts.intercept(
        call -> {
          if (call.equals("hasBlob " + old.blobDigests().get(1))) {
            refused.countDown();
          } else if (call.equals("hasBlob " + base)) {
            awaitAll(refused);
          }
        });
    AtomicBoolean claimed = new AtomicBoolean();

    bothAtOnce(
        this::pushOne,
        () -> {
          awaitAll(sending);
          PushResult result = push("three", three, withoutMounts);
          claimed.set(session.blobs().claim(TWO, Digest.parse(base)) != null);
          looked.countDown();
          return result;
        });

    assertThat(withoutMounts.calls("putBlob")).contains("putBlob " + base);
    assertThat(claimed).isTrue();
  }

  @Test
  void sendsItItselfWhereTheOtherModuleFails() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    one.intercept(
        call -> {
          if (call.equals("putBlob " + base)) {
            sending.countDown();
            awaitAll(waiting);
            throw new RegistryException("send", Reason.REFUSED, 507, "it is full", null);
          }
        });
    two.intercept(
        call -> {
          if (call.startsWith("putBlob") && two.calls("putBlob").size() == 2) {
            waiting.countDown();
          }
        });

    assertThatThrownBy(
            () ->
                bothAtOnce(
                    this::pushOne,
                    () -> {
                      awaitAll(sending);
                      return pushTwo();
                    }))
        .hasCauseInstanceOf(RegistryException.class);

    assertThat(one.calls("putManifest")).isEmpty();
    assertThat(two.calls("putBlob")).contains("putBlob " + base);
    assertThat(two.stored("1")).isPresent();
  }

  @Test
  void neverWaitsForItselfWhateverTheLimit() throws Exception {
    List<Callable<PushResult>> pushes = new ArrayList<>();
    List<InMemoryRepository> registries = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      InMemoryRepository registry = new InMemoryRepository();
      registries.add(registry);
      Target target = new Target("localhost", "acme/many-" + i, List.of("1"));
      pushes.add(() -> push("one", target, registry));
    }
    registries.forEach(
        registry ->
            registry.mountFrom(
                (from, digest) ->
                    registries
                        .get(from.charAt(from.length() - 1) - '0')
                        .blob(digest)
                        .orElse(null)));

    List<PushResult> results = atOnce(pushes);

    assertThat(registries.stream().mapToInt(registry -> registry.calls("putBlob").size()).sum())
        .isEqualTo(3);
    assertThat(results).allMatch(result -> !result.isUnchanged());
  }

  private static void awaitAll(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<PushResult> bothAtOnce(
      Callable<PushResult> first, Callable<PushResult> second) throws Exception {
    return atOnce(List.of(first, second));
  }

  private static List<PushResult> atOnce(List<Callable<PushResult>> pushes) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(pushes.size());
    try {
      List<PushResult> results = new ArrayList<>();
      ExecutionException failure = null;
      for (Future<PushResult> push : threads.invokeAll(pushes)) {
        try {
          results.add(push.get());
        } catch (ExecutionException e) {
          failure = e;
        }
      }
      if (failure != null) {
        throw failure;
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}

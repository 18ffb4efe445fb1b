package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushResult.Amount;
import io.github.ocimaven.registry.InMemoryRepository;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.text.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One image goes to several repositories in one push. */
class SeveralDestinationsTest {

  private static final Target GHCR = new Target("ghcr.example", "acme/app", List.of("1", "latest"));
  private static final Target QUAY = new Target("quay.example", "acme/app", List.of("1"));
  private static final Target COPY = new Target("ghcr.example", "acme/copy", List.of("1"));

  @TempDir Path directory;

  private final InMemoryRepository ghcr = new InMemoryRepository();
  private final InMemoryRepository quay = new InMemoryRepository();
  private final InMemoryRepository copy = new InMemoryRepository();
  private WrittenImage image;

  @BeforeEach
  void write() throws IOException {
    image = TestImages.layout(directory.resolve("oci")).layer("base").layer("app").write();
    copy.mountFrom(ghcr);
    ghcr.mountFrom(copy);
  }

  private List<PushResult> push(int parallelism, Target... targets) {
    Map<Target, InMemoryRepository> registries = Map.of(GHCR, ghcr, QUAY, quay, COPY, copy);
    return new Pusher(registries::get, PushListener.NONE)
        .push(Requests.push(directory, "oci", null, List.of(targets), parallelism, false));
  }

  private static void fail(InMemoryRepository registry, String at) {
    registry.intercept(
        call -> {
          if (call.startsWith(at)) {
            throw new RegistryException("do that", Reason.REFUSED, 403, "it does not", null);
          }
        });
  }

  @Test
  void getsItAtTheSameTime() {
    CyclicBarrier all = new CyclicBarrier(6);
    for (InMemoryRepository registry : List.of(ghcr, quay)) {
      registry.intercept(
          call -> {
            if (call.startsWith("putBlob")) {
              try {
                all.await(20, TimeUnit.SECONDS);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            }
          });
    }

    assertThat(push(6, GHCR, QUAY))
        .extracting(result -> result.uploaded().blobs())
        .containsExactly(3, 3);
  }

  @Test
  void movesNoTagAnywhereWhereOneOfThemDoesNotTakeTheContent() {
    fail(quay, "putBlob " + image.configDigest());

    assertThatThrownBy(() -> push(4, GHCR, QUAY)).isInstanceOf(RegistryException.class);

    assertThat(ghcr.calls("putManifest")).isEmpty();
    assertThat(quay.calls("putManifest")).isEmpty();
    assertThat(ghcr.calls()).endsWith("close");
    assertThat(quay.calls()).endsWith("close");
  }

  @Test
  void saysWhichTagsWereMovedBeforeOneWasRefused() {
    fail(quay, "putManifest 1");

    assertThatThrownBy(() -> push(4, GHCR, QUAY))
        .isInstanceOf(RegistryException.class)
        .hasMessage(
            "Cannot do that: it does not; 6 of 6 blobs ("
                + "%s) have arrived; a second run will not send them again; the tags"
                    .formatted(arrivedTwice())
                + " ghcr.example/acme/app:1, ghcr.example/acme/app:latest were moved already");
  }

  private String arrivedTwice() {
    long bytes =
        image.blobDigests().stream()
            .filter(digest -> !digest.equals(image.manifestDigest()))
            .mapToLong(digest -> image.blobFile(digest).toFile().length())
            .sum();
    return Units.bytes(2 * bytes);
  }

  @Test
  void asksForEachTagOnce() {
    push(4, GHCR, QUAY);

    assertThat(ghcr.calls("manifestDigest"))
        .containsExactlyInAnyOrder("manifestDigest 1", "manifestDigest latest");
    assertThat(quay.calls("manifestDigest")).containsExactly("manifestDigest 1");
  }

  @Test
  void sendsARegistryEachBlobOnceHoweverManyOfItsRepositoriesGetIt() {
    List<PushResult> results = push(8, GHCR, COPY, QUAY);

    assertThat(ghcr.calls("putBlob").size() + copy.calls("putBlob").size()).isEqualTo(3);
    assertThat(results.get(0).mounted().blobs() + results.get(1).mounted().blobs()).isEqualTo(3);
    assertThat(results.get(2).uploaded().blobs()).isEqualTo(3);
    for (InMemoryRepository registry : List.of(ghcr, copy, quay)) {
      assertThat(registry.stored("1").orElseThrow().bytes()).isEqualTo(image.manifestBytes());
    }
  }

  @Test
  void skipsADestinationThatHasTheImage() {
    push(4, QUAY);
    quay.clearCalls();

    List<PushResult> results = push(4, GHCR, QUAY);

    assertThat(quay.calls()).containsExactly("manifestDigest 1", "close");
    assertThat(results.get(1).isUnchanged()).isTrue();
    assertThat(results.get(1).uploaded()).isEqualTo(Amount.NONE);
    assertThat(results.get(0).uploaded().blobs()).isEqualTo(3);
  }

  @Test
  void sendsNothingToAnyWhereOneLacksABlobThatTheSourceLacks() throws IOException {
    Path config = image.blobFile(image.configDigest());
    ghcr.store(Files.readAllBytes(config));
    Files.delete(config);

    assertThatThrownBy(() -> push(4, GHCR, QUAY))
        .isInstanceOf(MissingBlobException.class)
        .hasMessageContainingAll("quay.example/acme/app:1", "nothing was sent");
    assertThat(ghcr.calls("putBlob")).isEmpty();
  }
}

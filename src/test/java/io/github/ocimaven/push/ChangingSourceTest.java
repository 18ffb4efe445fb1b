package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.CorruptBlobException;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A source that changes while it is pushed, to a registry that checks digests. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangingSourceTest {

  private static final String REPOSITORY = "acme/app";

  @TempDir Path directory;

  private EmbeddedRegistry registry;
  private WrittenImage image;
  private Path layer;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start();
    // Larger than the config, so that it is sent first, and alone.
    image = TestImages.layout(directory.resolve("oci")).randomLayer(100_000, 1).write();
    layer = image.blobFile(image.blobDigests().get(1));
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
  }

  /** Changes a file. */
  @FunctionalInterface
  private interface Change {
    void apply() throws IOException;
  }

  private static void apply(Change change) {
    try {
      change.apply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void push(PushListener listener) {
    Target target = new Target(registry.hostAndPort(), REPOSITORY, List.of("1.0"));
    new Pusher(Connections.anonymous().connections(1).open(), listener)
        .push(Requests.push(directory, "oci", null, List.of(target), 1, false));
  }

  /** Pushes; the change happens after planning, before any blob is hashed. */
  private void pushChangedBeforeHashing(Change change) {
    push(
        new PushListener() {
          @Override
          public void planned(PushPlan plan) {
            ChangingSourceTest.apply(change);
          }
        });
  }

  /** Pushes; the change happens when the upload of the layer begins, after it was hashed. */
  private void pushChangedBeforeSending(Change change) {
    AtomicBoolean changed = new AtomicBoolean();
    registry.intercept(
        request -> {
          if (request.method().equals("POST")
              && request.path().contains("/blobs/uploads/")
              && changed.compareAndSet(false, true)) {
            apply(change);
          }
          return Optional.empty();
        });
    push(PushListener.NONE);
  }

  private void assertFailsBeforeSending(Change change, Class<? extends PushException> type)
      throws IOException {
    assertThatThrownBy(() -> pushChangedBeforeSending(change))
        .isInstanceOf(type)
        .hasMessageContaining(layer.getFileName().toString());
    assertNothingStored();
  }

  private void assertFailsBeforeHashing(Change change) throws IOException {
    assertThatThrownBy(() -> pushChangedBeforeHashing(change))
        .isInstanceOf(CorruptBlobException.class)
        .hasMessageContaining(layer.getFileName().toString());
    assertThat(registry.requests("PUT", "/blobs/")).isEmpty();
    assertNothingStored();
  }

  private void assertNothingStored() throws IOException {
    assertThat(registry.tags(REPOSITORY)).isEmpty();
    assertThat(registry.manifest(REPOSITORY, image.manifestDigest())).isEmpty();
    assertThat(registry.blob(REPOSITORY, image.blobDigests().get(1))).isEmpty();
    assertThat(registry.requests("PUT", "/manifests/")).isEmpty();
  }

  private void swap() throws IOException {
    byte[] bytes = Files.readAllBytes(layer);
    bytes[bytes.length / 2] ^= 1;
    Files.write(layer, bytes);
  }

  private void truncate() throws IOException {
    Files.write(layer, Arrays.copyOf(Files.readAllBytes(layer), 1_000));
  }

  private void grow() throws IOException {
    Files.write(layer, new byte[50_000], StandardOpenOption.APPEND);
  }

  private void link() throws IOException {
    Path outside = Files.move(layer, directory.resolve("outside"));
    Files.createSymbolicLink(layer, outside);
  }

  @Test
  void movesNoTagWhereABlobIsSwappedAfterItWasHashed() throws IOException {
    assertFailsBeforeSending(this::swap, RegistryException.class);
  }

  @Test
  void movesNoTagWhereABlobIsCutOffAfterItWasHashed() throws IOException {
    assertFailsBeforeSending(this::truncate, PushException.class);
  }

  @Test
  void movesNoTagWhereABlobIsRemovedAfterItWasHashed() throws IOException {
    assertFailsBeforeSending(() -> Files.delete(layer), PushException.class);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void followsNoLinkThatTookABlobsPlaceAfterItWasHashed() throws IOException {
    assertFailsBeforeSending(this::link, PushException.class);
  }

  @Test
  void sendsNothingOfABlobThatIsSwappedAfterItWasPlanned() throws IOException {
    assertFailsBeforeHashing(this::swap);
  }

  @Test
  void sendsNothingOfABlobThatIsCutOffAfterItWasPlanned() throws IOException {
    assertFailsBeforeHashing(this::truncate);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void followsNoLinkThatTookABlobsPlaceAfterItWasPlanned() throws IOException {
    assertFailsBeforeHashing(this::link);
  }

  @Test
  void sendsNoMoreOfABlobThatGrowsThanItHadAtFirst() throws IOException {
    byte[] before = Files.readAllBytes(layer);

    pushChangedBeforeSending(this::grow);

    assertThat(registry.tags(REPOSITORY)).containsExactly("1.0");
    assertThat(registry.blob(REPOSITORY, image.blobDigests().get(1))).contains(before);
  }

  @Test
  void sendsNoMoreOfATarThatGrows() throws IOException {
    Path tar = TestImages.tar(image.directory(), directory.resolve("image.tar"));
    byte[] before = Files.readAllBytes(layer);
    Interceptor append =
        request -> {
          apply(() -> Files.write(tar, new byte[10_000], StandardOpenOption.APPEND));
          return Optional.empty();
        };
    registry.intercept(append);
    Target target = new Target(registry.hostAndPort(), REPOSITORY, List.of("1.0"));

    new Pusher(Connections.anonymous().connections(1).open(), PushListener.NONE)
        .push(Requests.push(directory, "image.tar", null, List.of(target), 2, false));

    assertThat(registry.blob(REPOSITORY, image.blobDigests().get(1))).contains(before);
  }
}

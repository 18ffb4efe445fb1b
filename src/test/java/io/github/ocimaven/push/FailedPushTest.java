package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.model.CorruptBlobException;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Pushes that fail: which tags have moved by then, and which blobs have been sent. */
class FailedPushTest extends PushEngineFixture {
  @Test
  void movesNoTagAndSendsNothingOfACorruptedBlob() throws IOException {
    WrittenImage image = image("base");
    String layer = image.blobDigests().get(1);
    byte[] bytes = Files.readAllBytes(image.blobFile(layer));
    bytes[0] ^= 1;
    Files.write(image.blobFile(layer), bytes);

    assertThatThrownBy(this::push)
        .isInstanceOf(CorruptBlobException.class)
        .hasMessageContainingAll(
            Path.of("oci").toString(),
            layer,
            Digest.sha256(bytes).toString(),
            "the tag was not moved");
    assertThat(registry.calls("putBlob")).doesNotContain("putBlob " + layer);
    assertThat(registry.calls("putManifest")).isEmpty();
  }

  @Test
  void asksNothingOfTheRegistryWhereTheImageIsInvalid() throws IOException {
    WrittenImage image = image("base");
    Files.writeString(image.blobFile(image.configDigest()), "shorter");

    assertThatThrownBy(this::push).isInstanceOf(InvalidImageException.class);
    assertThat(registry.calls()).isEmpty();
  }

  @Test
  void listsAllBlobsThatAreMissingHereAndThere() throws IOException {
    WrittenImage image = image("base");
    for (String digest : image.blobDigests()) {
      if (!digest.equals(image.manifestDigest())) {
        Files.delete(image.blobFile(digest));
      }
    }

    assertThatThrownBy(this::push)
        .isInstanceOfSatisfying(MissingBlobException.class, e -> assertThat(e.missing()).hasSize(2))
        .hasMessageContainingAll(image.configDigest(), "localhost/app:1.0", "nothing was sent");
    assertThat(registry.calls("putBlob")).isEmpty();
  }

  @Test
  void failsWhereTheRegistryStoredOtherBytes() throws IOException {
    image("base");
    registry.intercept(
        call -> {
          if (call.equals("manifest 1.0")) {
            registry.putManifest(
                ManifestName.tag("1.0"),
                new Manifest(MediaType.OCI_MANIFEST, new byte[] {'{', '}'}));
          }
        });

    assertThatThrownBy(this::push)
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.STORED_OTHER_BYTES))
        .hasMessageContainingAll("localhost/app:1.0", Digest.sha256("{}").toString());
  }

  @Test
  void movesNoTagAfterAFailureAndStopsWhatIsInFlight() throws IOException {
    image("1", "2", "3", "4", "5", "6", "7", "8");
    registry.intercept(
        call -> {
          if (call.startsWith("putBlob")) {
            throw new RegistryException("upload", Reason.REFUSED, 500, "it broke", null);
          }
        });

    assertThatThrownBy(() -> push(request(1, false), PushListener.NONE))
        .hasMessage("Cannot upload: it broke");
    assertThat(registry.calls("putBlob")).hasSize(1);
    assertThat(registry.calls("putManifest")).isEmpty();
    assertThat(registry.calls()).endsWith("close");
  }

  @Test
  void endsWhenItIsInterrupted() throws Exception {
    image("base");
    CountDownLatch uploading = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    registry.intercept(
        call -> {
          if (call.startsWith("putBlob")) {
            uploading.countDown();
            try {
              never.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        });
    Thread main = Thread.currentThread();
    Thread interrupter =
        new Thread(
            () -> {
              try {
                uploading.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              main.interrupt();
            });
    interrupter.start();

    assertThatThrownBy(this::push)
        .isInstanceOf(PushInterruptedException.class)
        .hasMessageContaining("before any tag was moved");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(registry.calls("putManifest")).isEmpty();
    interrupter.join();
  }
}

package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.InMemoryRepository;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The error of a failed push lists what has arrived anyway. */
class PartialPushTest {

  private static final Target TARGET =
      new Target("localhost", "app", List.of("1.0", "1", "latest"));

  @TempDir Path directory;

  private final InMemoryRepository registry = new InMemoryRepository();
  private WrittenImage image;

  @BeforeEach
  void write() throws IOException {
    image =
        TestImages.layout(directory.resolve("oci"))
            .rawLayer("application/x", new byte[2048])
            .rawLayer("application/x", new byte[1024])
            .write();
  }

  private void failAt(String call) {
    registry.intercept(
        made -> {
          if (made.startsWith(call)) {
            throw new RegistryException("do it", Reason.REFUSED, 500, "it broke", null);
          }
        });
  }

  private void assertFailure(String message) {
    assertThatThrownBy(
            () ->
                new Pusher(target -> registry, PushListener.NONE)
                    .push(Requests.push(directory, "oci", null, List.of(TARGET), 1, false)))
        .hasMessage(message);
  }

  @Test
  void namesNothingWhereNothingArrived() {
    failAt("putBlob");

    assertFailure("Cannot do it: it broke");
  }

  @Test
  void namesTheBlobsThatArrived() {
    failAt("putBlob " + image.configDigest()); // the smallest blob, so the last one

    assertFailure(
        "Cannot do it: it broke; 2 of 3 blobs (3.0 KiB) have arrived; a second run will not send"
            + " them again");
  }

  @Test
  void namesTheOneBlobThatArrived() {
    failAt("putBlob " + image.blobDigests().get(2));

    assertFailure(
        "Cannot do it: it broke; 1 of 3 blobs (2.0 KiB) has arrived; a second run will not send it"
            + " again");
  }

  @Test
  void namesNothingWhereAllWasThereBefore() throws IOException {
    for (String digest : image.blobDigests()) {
      registry.store(Files.readAllBytes(image.blobFile(digest)));
    }
    failAt("putManifest 1.0");

    assertFailure(
        "Cannot do it: it broke; the tag "
            + TARGET.reference("1.0")
            + " may have been moved"
            + " anyway");
  }

  @Test
  void namesTheTagsThatWereMoved() throws IOException {
    for (String digest : image.blobDigests()) {
      registry.store(Files.readAllBytes(image.blobFile(digest)));
    }
    failAt("putManifest latest");

    assertFailure(
        "Cannot do it: it broke; the tag "
            + TARGET.reference("latest")
            + " may have been moved"
            + " anyway; the tags 1.0, 1 were moved already");
  }
}

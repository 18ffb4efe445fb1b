package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Requests;
import io.github.ocimaven.model.MountSource;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.InMemoryRepository;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user names repositories that may have blobs of the image. */
class MountFromTest {

  private static final Target TARGET = new Target("localhost", "acme/app", List.of("1"));

  @TempDir Path directory;

  private final InMemoryRepository registry = new InMemoryRepository();
  private final InMemoryRepository jre = new InMemoryRepository();
  private WrittenImage image;
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
    image = TestImages.layout(directory.resolve("oci")).layer("base").layer("app").write();
    base = image.blobDigests().get(1);
    jre.store(Files.readAllBytes(image.blobFile(base)));
    registry.mountFrom(
        (from, digest) -> from.equals("acme/jre") ? jre.blob(digest).orElse(null) : null);
  }

  private PushResult push(String... mountFrom) {
    PushRequest request =
        Requests.push(directory, "oci", null, List.of(TARGET), 4, false)
            .withMountFrom(Stream.of(mountFrom).map(MountSource::parse).toList());
    return new Pusher(target -> registry, listener).push(request).get(0);
  }

  @Test
  void mountsWhatIsThereAndSendsTheRest() {
    PushResult result = push("acme/jre");

    assertThat(result.mounted().blobs()).isEqualTo(1);
    assertThat(result.uploaded().blobs()).isEqualTo(2);
    assertThat(outstanding).hasValue(0);
    assertThat(registry.calls("putBlob")).hasSize(2).doesNotContain("putBlob " + base);
  }

  @Test
  void triesEachRepositoryForEachBlobInTheirOrder() {
    push("acme/os", "acme/jre");

    assertThat(registry.calls("mountBlob"))
        .containsSubsequence(
            "mountBlob " + base + " from acme/os", "mountBlob " + base + " from acme/jre")
        .hasSize(6);
  }

  @Test
  void asksFirstWhetherTheRepositoryHasIt() throws IOException {
    registry.store(Files.readAllBytes(image.blobFile(base)));

    push("acme/jre");

    assertThat(registry.calls("mountBlob")).hasSize(2).noneMatch(call -> call.contains(base));
  }

  @Test
  void mountsALayerThatTheSourceLacks() throws IOException {
    Files.delete(image.blobFile(base));

    assertThat(push("acme/jre").mounted().blobs()).isEqualTo(1);
    assertThat(registry.stored("1")).isPresent();
  }

  @Test
  void triesNoRepositoryOfAnotherRegistry() {
    push("elsewhere.example/acme/jre");

    assertThat(registry.calls("mountBlob")).isEmpty();
  }
}

package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.tag.TagRule;
import io.github.ocimaven.push.tag.TagRule.Overwrite;
import io.github.ocimaven.registry.InMemoryRepository;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.text.Units;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An image, and a registry that receives it with several tags. */
abstract class SeveralTagsFixture {

  static final Manifest OTHER = new Manifest(MediaType.OCI_MANIFEST, new byte[] {'{', '}'});
  static final List<String> FOUR = List.of("1.0", "1", "1.x", "latest");

  @TempDir Path directory;

  final InMemoryRepository registry = new InMemoryRepository();
  final List<String> warnings = new ArrayList<>();
  WrittenImage image;

  @BeforeEach
  void write() throws IOException {
    image = TestImages.layout(directory.resolve("oci")).layer("base").write();
  }

  PushResult push(Overwrite overwrite, int parallelism, List<String> tags) {
    PushListener listener =
        new PushListener() {
          @Override
          public void releaseTagMoved(String reference, Digest before, Digest now) {
            warnings.add(reference);
          }
        };
    Target target = new Target("localhost", "app", tags);
    PushRequest request =
        Requests.push(directory, "oci", null, List.of(target), parallelism, false)
            .withTagRule(new TagRule(overwrite, "1.0"));
    return new Pusher(unused -> registry, listener).push(request).get(0);
  }

  PushResult push() {
    return push(Overwrite.ALWAYS, 8, FOUR);
  }

  String together(String... tags) {
    return "putManifest " + image.manifestDigest() + " " + String.join(" ", tags);
  }

  void failAt(String call, Reason reason, int status) {
    registry.intercept(
        made -> {
          if (made.equals(call)) {
            throw new RegistryException("put manifest", reason, status, "no", null);
          }
        });
  }

  void meetAt(String calls, int parties) {
    CyclicBarrier all = new CyclicBarrier(parties);
    registry.intercept(
        made -> {
          if (made.startsWith(calls) && !made.contains("sha256:")) {
            try {
              all.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }
        });
  }

  void assertTags(String... tags) {
    for (String tag : FOUR) {
      assertThat(registry.stored(tag).filter(stored -> !stored.equals(OTHER)).isPresent())
          .as(tag)
          .isEqualTo(List.of(tags).contains(tag));
    }
  }

  String size() {
    return Units.bytes(
        image.blobDigests().stream()
            .filter(digest -> !digest.equals(image.manifestDigest()))
            .mapToLong(digest -> image.blobFile(digest).toFile().length())
            .sum());
  }
}

package io.github.ocimaven.push;

import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Digest;
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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

/** A registry that claims to have content, and refuses manifests because it lacks it. */
abstract class LackingContentFixture {

  static final Target TARGET = new Target("localhost", "app", List.of("1.0"));
  static final Target TWO_TAGS = new Target("localhost", "app", List.of("1.0", "latest"));

  @TempDir Path directory;

  final InMemoryRepository registry = new InMemoryRepository();

  PushResult push() {
    return push(TARGET);
  }

  PushResult push(Target to) {
    return new Pusher(target -> registry, PushListener.NONE)
        .push(Requests.push(directory, "oci", null, List.of(to), 2, false))
        .get(0);
  }

  void lackAt(String call, int times, Set<String> digests) {
    AtomicInteger left = new AtomicInteger(times);
    registry.intercept(
        made -> {
          if (made.equals(call) && left.getAndDecrement() > 0) {
            throw lacking(digests);
          }
        });
  }

  static RegistryException lacking(Set<String> digests) {
    return new RegistryException(
        "put manifest",
        Reason.CONTENT_LACKING,
        400,
        "it is gone",
        null,
        Set.copyOf(digests.stream().map(Digest::parse).toList()),
        null);
  }

  WrittenImage storedImage() throws IOException {
    WrittenImage image = TestImages.layout(directory.resolve("oci")).layer("base").write();
    for (String digest : image.blobDigests()) {
      registry.store(Files.readAllBytes(image.blobFile(digest)));
    }
    return image;
  }
}

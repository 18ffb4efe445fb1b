package io.github.ocimaven.push;

import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.InMemoryRepository;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Pushes from a folder to a registry in memory. */
abstract class PushEngineFixture {
  static final Target TARGET = new Target("localhost", "app", List.of("1.0", "latest"));

  @TempDir Path directory;

  final InMemoryRepository registry = new InMemoryRepository();

  PushResult push(PushRequest request, PushListener listener) {
    return new Pusher(target -> registry, listener).push(request).get(0);
  }

  PushResult push() {
    return push(request(4, false), PushListener.NONE);
  }

  PushRequest request(int parallelism, boolean dryRun) {
    return Requests.push(directory, "oci", null, List.of(TARGET), parallelism, dryRun);
  }

  WrittenImage image(String... layers) throws IOException {
    var builder = TestImages.layout(directory.resolve("oci"));
    for (String layer : layers) {
      builder.layer(layer);
    }
    return builder.write();
  }
}

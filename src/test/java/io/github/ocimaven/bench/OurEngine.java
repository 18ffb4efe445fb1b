package io.github.ocimaven.bench;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.TrustSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The plugin without Maven. */
final class OurEngine {

  /** The goal's default. */
  private static final int PARALLELISM = 16;

  private OurEngine() {}

  static void push(PushOrder order) {
    var registries =
        Connections.anonymous()
            .connections(PARALLELISM)
            .timeout(Duration.ofMinutes(2))
            .trust(new TrustSettings(List.of(order.ca()), List.of()))
            .open();
    var target = new Target(order.address(), order.repository(), List.of(Destination.TAG));
    Path directory = order.image().toAbsolutePath().getParent();
    var request =
        Requests.push(
            directory, order.image().toString(), null, List.of(target), PARALLELISM, false);
    new Pusher(registries, PushListener.NONE).push(request);
  }

  /** The folder with the compressed layers of an image that was pushed before. */
  static Path work(BenchImage image) {
    return image.path().resolveSibling("work");
  }
}

package io.github.ocimaven.bench;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import java.nio.file.Path;

/** Pushes a docker-save archive like jib-core pushes any base image, without adding to it. */
final class JibTarEngine {

  private JibTarEngine() {}

  static void push(PushOrder order) throws Exception {
    Path cache = cache(order.saved());
    Jib.from(TarImage.at(order.saved()))
        .containerize(
            Containerizer.to(
                    RegistryImage.named(
                        order.address() + "/" + order.repository() + ":" + Destination.TAG))
                .setAllowInsecureRegistries(order.plain())
                .setBaseImageLayersCache(cache.resolve("base"))
                .setApplicationLayersCache(cache.resolve("application")));
  }

  /** The folder into which Jib unpacks an archive before it pushes it. */
  static Path cache(Path saved) {
    return saved.resolveSibling("jib-cache");
  }
}

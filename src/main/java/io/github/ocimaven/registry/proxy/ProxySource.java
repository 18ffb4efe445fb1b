package io.github.ocimaven.registry.proxy;

import io.github.ocimaven.registry.ProxyChooser;
import java.util.Optional;

/** A place where proxies are configured. */
@FunctionalInterface
public interface ProxySource {

  /**
   * Looks for what is configured.
   *
   * @param protocol the protocol of a URL, {@code https} or {@code http}
   * @return who chooses for URLs of that protocol, or nothing where nothing is configured for it
   */
  Optional<ProxyChooser> forProtocol(String protocol);
}

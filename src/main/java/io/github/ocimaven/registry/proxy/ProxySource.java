package io.github.ocimaven.registry.proxy;

import io.github.ocimaven.registry.ProxyChooser;
import java.util.Optional;

/** A place where proxies are configured. */
@FunctionalInterface
public interface ProxySource {

  /**
   * Looks up the configuration for a protocol.
   *
   * @param protocol {@code https} or {@code http}
   * @return the chooser for URLs of that protocol, or empty if nothing is configured for it
   */
  Optional<ProxyChooser> forProtocol(String protocol);
}

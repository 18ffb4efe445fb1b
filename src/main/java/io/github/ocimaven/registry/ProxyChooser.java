package io.github.ocimaven.registry;

import java.net.URL;
import java.util.Optional;

/** Chooses the proxy for a URL. Implementations are thread-safe. */
@FunctionalInterface
public interface ProxyChooser {

  /** Uses no proxy. */
  ProxyChooser DIRECT = url -> Optional.empty();

  /**
   * Chooses the proxy for a URL.
   *
   * @param url the URL of a request; only its scheme, host and port matter
   * @return the proxy, or empty for a direct connection
   */
  Optional<ProxyServer> choose(URL url);
}

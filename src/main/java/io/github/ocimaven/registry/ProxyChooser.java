package io.github.ocimaven.registry;

import java.net.URL;
import java.util.Optional;

/** Knows which URLs are reached through which proxy. It may be asked by several threads at once. */
@FunctionalInterface
public interface ProxyChooser {

  /** Reaches everything directly. */
  ProxyChooser DIRECT = url -> Optional.empty();

  /**
   * Chooses.
   *
   * @param url where a request goes; its scheme, host and port matter
   * @return the proxy, or nothing for a direct connection
   */
  Optional<ProxyServer> choose(URL url);
}

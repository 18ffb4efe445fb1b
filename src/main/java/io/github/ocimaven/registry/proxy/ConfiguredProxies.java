package io.github.ocimaven.registry.proxy;

import io.github.ocimaven.registry.ProxyChooser;
import io.github.ocimaven.registry.ProxyServer;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Leaves the choice to the first place where anything is configured for a URL's protocol. Where
 * that place excepts a host, the host is reached directly: later places are not asked.
 *
 * @param sources the places, the first before the others
 */
public record ConfiguredProxies(List<ProxySource> sources) implements ProxyChooser {

  /** Copies the list. */
  public ConfiguredProxies {
    sources = List.copyOf(sources);
  }

  /**
   * Chooses.
   *
   * @throws ProxySettingException if the proxy that the URL needs is configured in a way that can't
   *     be understood
   */
  @Override
  public Optional<ProxyServer> choose(URL url) {
    String protocol = url.getProtocol().toLowerCase(Locale.ROOT);
    return sources.stream()
        .flatMap(source -> source.forProtocol(protocol).stream())
        .findFirst()
        .flatMap(chooser -> chooser.choose(url));
  }
}

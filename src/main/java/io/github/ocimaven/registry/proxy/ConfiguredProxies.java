package io.github.ocimaven.registry.proxy;

import io.github.ocimaven.registry.ProxyChooser;
import io.github.ocimaven.registry.ProxyServer;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Delegates to the first source with any configuration for a URL's protocol. If that source
 * excludes a host, the host is reached directly: later sources are not asked.
 *
 * @param sources the sources, in order of precedence
 */
public record ConfiguredProxies(List<ProxySource> sources) implements ProxyChooser {

  /** Copies the list. */
  public ConfiguredProxies {
    sources = List.copyOf(sources);
  }

  /**
   * Chooses the proxy for a URL.
   *
   * @throws ProxySettingException if the configuration of that proxy can't be parsed
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

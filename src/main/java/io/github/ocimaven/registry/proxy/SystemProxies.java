package io.github.ocimaven.registry.proxy;

import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.ProxyChooser;
import io.github.ocimaven.registry.ProxyServer;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Proxies in the system properties {@code https.proxyHost}, {@code https.proxyPort}, {@code
 * http.proxyHost}, {@code http.proxyPort} and {@code http.nonProxyHosts}, with the same meaning as
 * in the JDK. The login is in {@code https.proxyUser} and {@code https.proxyPassword} (or {@code
 * http.…}), which the JDK does not know but Maven users set.
 */
public final class SystemProxies implements ProxySource {

  /** Hosts for which the JDK never uses a proxy, unless {@code http.nonProxyHosts} is empty. */
  private static final String ALWAYS_DIRECT = "localhost|127.*|[::1]|0.0.0.0|[::0]";

  private static final int MAX_PORT = 65_535;

  private final Function<String, @Nullable String> properties;

  /**
   * Creates a source that reads the properties lazily.
   *
   * @param properties returns a property's value, or null: {@code System::getProperty}
   */
  public SystemProxies(Function<String, @Nullable String> properties) {
    this.properties = properties;
  }

  @Override
  public Optional<ProxyChooser> forProtocol(String protocol) {
    String property = protocol + ".proxyHost";
    String host = value(property);
    if (host.isEmpty()) {
      return Optional.empty();
    }
    NonProxyHosts exceptions = NonProxyHosts.parse(exceptions());
    String origin = "the system property " + property;
    return Optional.of(
        url ->
            exceptions.contain(url)
                ? Optional.empty()
                : Optional.of(
                    new ProxyServer(host, port(protocol), login(protocol, origin), origin)));
  }

  private String exceptions() {
    String list = properties.apply("http.nonProxyHosts");
    if (list == null) {
      return ALWAYS_DIRECT;
    }
    return list.isBlank() ? "" : list + "|" + ALWAYS_DIRECT;
  }

  private int port(String protocol) {
    String property = protocol + ".proxyPort";
    String text = value(property);
    if (text.isEmpty()) {
      return protocol.equals("https") ? 443 : 80;
    }
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Handled below.
    }
    throw new ProxySettingException(
        "the proxy in the system property " + property,
        "its value is not a port; it should be a number from 1 to 65535");
  }

  private @Nullable Login login(String protocol, String origin) {
    String user = value(protocol + ".proxyUser");
    String password = properties.apply(protocol + ".proxyPassword");
    return user.isEmpty()
        ? null
        : new Login(
            user, password == null ? "" : password, origin.replace(".proxyHost", ".proxyUser"));
  }

  private String value(String property) {
    String value = properties.apply(property);
    return value == null ? "" : value.strip();
  }
}

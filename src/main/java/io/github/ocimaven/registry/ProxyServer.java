package io.github.ocimaven.registry;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy.
 *
 * @param host the name or address
 * @param login the user name and password, or null if the proxy needs none
 * @param origin where the proxy is configured, for messages: {@code <proxy> 'corp' in settings.xml}
 */
public record ProxyServer(String host, int port, Credentials.@Nullable Login login, String origin) {

  /** Returns {@code HOST:PORT}, without the login. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}

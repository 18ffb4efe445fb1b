package io.github.ocimaven.registry;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy.
 *
 * @param host its name or address
 * @param port its port
 * @param login the user name and password that it wants, or null
 * @param origin where this is configured, for messages: {@code <proxy> 'corp' in settings.xml}
 */
public record ProxyServer(String host, int port, Credentials.@Nullable Login login, String origin) {

  /** Returns {@code HOST:PORT}, without the login. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}

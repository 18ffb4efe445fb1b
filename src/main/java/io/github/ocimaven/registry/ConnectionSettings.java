package io.github.ocimaven.registry;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How to connect to any registry.
 *
 * @param connections the maximum number of open connections to a registry, besides one to its token
 *     service; if several settings share the connections, the largest number applies
 * @param timeout the longest time that a registry may be silent
 * @param userAgent the {@code User-Agent} of each request
 * @param trust which certificates are trusted
 * @param proxies which requests go through which proxy
 * @param wireLog receives a line for each request: method, URL without secrets, status, time
 */
public record ConnectionSettings(
    int connections,
    Duration timeout,
    String userAgent,
    TrustSettings trust,
    ProxyChooser proxies,
    Consumer<String> wireLog) {

  /** Returns the timeout in milliseconds, the unit of sockets. */
  public int timeoutMillis() {
    return (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
  }
}

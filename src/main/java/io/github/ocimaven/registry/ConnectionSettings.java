package io.github.ocimaven.registry;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How to reach registries, whichever it is.
 *
 * @param connections how many connections to a registry may be open, besides one to its token
 *     service; of those who share them, the largest number holds for all
 * @param timeout for how long a registry may be silent
 * @param userAgent the {@code User-Agent} of each request
 * @param trust whose certificates are trusted
 * @param proxies which requests go through which proxy
 * @param wireLog is told each request: method, URL without secrets, status, time
 */
public record ConnectionSettings(
    int connections,
    Duration timeout,
    String userAgent,
    TrustSettings trust,
    ProxyChooser proxies,
    Consumer<String> wireLog) {

  /** Returns the timeout in milliseconds, as sockets count it. */
  public int timeoutMillis() {
    return (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
  }
}

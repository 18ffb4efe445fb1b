package io.github.ocimaven.registry;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to reach registries.
 *
 * @param credentials who pushes, or null for nobody in particular
 * @param insecure whether plain HTTP and certificates that nobody vouches for will do
 * @param connections how many connections to a registry may be open
 * @param timeout for how long a registry may be silent
 * @param userAgent the {@code User-Agent} of each request
 * @param wireLog is told each request: method, URL without secrets, status, time
 */
public record ConnectionSettings(
    @Nullable Credentials credentials,
    boolean insecure,
    int connections,
    Duration timeout,
    String userAgent,
    Consumer<String> wireLog) {

  /** Returns the timeout in milliseconds, as sockets count it. */
  public int timeoutMillis() {
    return (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
  }
}

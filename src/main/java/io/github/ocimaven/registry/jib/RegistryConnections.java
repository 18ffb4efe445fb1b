package io.github.ocimaven.registry.jib;

import io.github.ocimaven.registry.jib.pace.HostGates;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.http.conn.DnsResolver;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;

/**
 * The state of registries that is shared by the pushes of one Maven session: connections, tokens,
 * and what was learned about each registry. Insecure access shares nothing with secure access but
 * the pauses of a host that limits requests, and two logins share no token.
 *
 * <p>Connections are closed a grace period after the last repository of their registry, so that the
 * next module can reuse them. Closing is optional: no thread remains, and none keeps the JVM
 * running.
 */
public final class RegistryConnections implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration TIMER_STAYS = Duration.ofSeconds(1);

  private final Map<RegistryKey, SharedRegistry> registries = new ConcurrentHashMap<>();
  private final HostGates gates = new HostGates();
  private final Duration grace;
  private final DnsResolver names;
  private final ScheduledExecutorService timer = timer();

  /** Creates connections with the default grace period and DNS resolver. */
  public RegistryConnections() {
    this(GRACE, SystemDefaultDnsResolver.INSTANCE);
  }

  /**
   * Creates connections with a given grace period and DNS resolver.
   *
   * @param grace how long connections are kept when no repository of their registry is open
   */
  RegistryConnections(Duration grace, DnsResolver names) {
    this.grace = grace;
    this.names = names;
  }

  /** Creates connections that are closed with the last repository of their registry. */
  static RegistryConnections withoutGrace() {
    return new RegistryConnections(Duration.ZERO, SystemDefaultDnsResolver.INSTANCE);
  }

  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "oci-push-connections");
              thread.setDaemon(true);
              return thread;
            });
    timer.setKeepAliveTime(TIMER_STAYS.toMillis(), TimeUnit.MILLISECONDS);
    timer.allowCoreThreadTimeOut(true);
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /**
   * Returns the shared state of a registry for one way to connect to it.
   *
   * @param approach the registry, and how to connect to it
   * @throws io.github.ocimaven.registry.tls.file.CertificateFileException if a file with
   *     certificates or a key is unusable
   */
  SharedRegistry to(RegistryKey approach) {
    return registries.computeIfAbsent(
        approach, key -> new SharedRegistry(key, names, grace, timer, gates));
  }

  /** Closes all connections that no open repository needs, without waiting for the grace period. */
  @Override
  public void close() {
    registries.values().forEach(SharedRegistry::closeUnused);
  }
}

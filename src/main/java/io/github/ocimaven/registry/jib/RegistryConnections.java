package io.github.ocimaven.registry.jib;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.http.conn.DnsResolver;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;

/**
 * What pushes of one Maven session share of the registries that they speak to: connections, tokens,
 * and what was found out about each. An insecure access shares nothing with a secure one, and two
 * logins share no token.
 *
 * <p>Connections are closed a grace after the last repository of their registry, so that the next
 * module finds them. Nothing needs to be closed: no thread stays, and none keeps the JVM from
 * ending.
 */
public final class RegistryConnections implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration TIMER_STAYS = Duration.ofSeconds(1);

  private final Map<RegistryKey, SharedRegistry> registries = new ConcurrentHashMap<>();
  private final Duration grace;
  private final DnsResolver names;
  private final ScheduledExecutorService timer = timer();

  /** Knows no registry yet. */
  public RegistryConnections() {
    this(GRACE, SystemDefaultDnsResolver.INSTANCE);
  }

  /**
   * Knows no registry yet.
   *
   * @param grace for how long connections are kept when no repository of their registry is open
   * @param names resolves names
   */
  RegistryConnections(Duration grace, DnsResolver names) {
    this.grace = grace;
    this.names = names;
  }

  /** Keeps no connection that no open repository needs. */
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
   * Returns what is shared by those who reach a registry in the same way.
   *
   * @param approach which registry, and which way
   * @throws io.github.ocimaven.registry.tls.file.CertificateFileException if a file with
   *     certificates or a key is of no use
   */
  SharedRegistry to(RegistryKey approach) {
    return registries.computeIfAbsent(
        approach, key -> new SharedRegistry(key, names, grace, timer));
  }

  /** Closes all connections that no open repository needs, without waiting for the grace. */
  @Override
  public void close() {
    registries.values().forEach(SharedRegistry::closeUnused);
  }
}

package io.github.ocimaven.registry.jib;

import io.github.ocimaven.registry.jib.SchemeProbe.Scheme;
import io.github.ocimaven.registry.jib.auth.Authenticators;
import io.github.ocimaven.registry.jib.connection.ConnectionPool;
import io.github.ocimaven.registry.jib.connection.IdleResource;
import io.github.ocimaven.registry.jib.connection.InFlight;
import io.github.ocimaven.registry.jib.connection.LazyTls;
import io.github.ocimaven.registry.jib.connection.TlsSockets;
import io.github.ocimaven.registry.jib.http.LoggableUrl;
import io.github.ocimaven.registry.jib.pace.HostGates;
import io.github.ocimaven.registry.tls.RegistryTls;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.http.conn.DnsResolver;
import org.jspecify.annotations.Nullable;

/** The state shared by all repositories of one registry that are accessed in the same way. */
final class SharedRegistry {

  private final RegistryTls tls;
  private final IdleResource<ConnectionPool> pool;
  private final Lock probing = new ReentrantLock();
  private final AtomicBoolean announced = new AtomicBoolean();
  private final Map<String, Authenticators> authenticators = new ConcurrentHashMap<>();
  private volatile @Nullable URL base;

  /**
   * Reads the certificates; sends nothing.
   *
   * @param approach the registry, and how to connect to it
   * @param grace how long connections are kept when no repository is open
   * @param timer closes them afterwards
   * @param gates the gates of all hosts
   * @throws io.github.ocimaven.registry.tls.file.CertificateFileException if a file with
   *     certificates or a key is unusable
   */
  SharedRegistry(
      RegistryKey approach,
      DnsResolver names,
      Duration grace,
      ScheduledExecutorService timer,
      HostGates gates) {
    String host = LoggableUrl.of("https://" + approach.endpoint()).getHost();
    tls = RegistryTls.read(approach.trust(), approach.registry());
    LazyTls sockets = new LazyTls(() -> TlsSockets.create(tls, approach.insecure()));
    pool =
        new IdleResource<>(
            () -> new ConnectionPool(host, names, sockets, approach.timeoutMillis(), gates),
            grace,
            timer);
  }

  /** Asks a registry which scheme it speaks. */
  @FunctionalInterface
  interface Probe {

    /**
     * Probes the registry.
     *
     * @throws IOException if the registry accepts connections, but does not respond
     */
    Scheme find() throws IOException;
  }

  /** Returns the TLS configuration. */
  RegistryTls tls() {
    return tls;
  }

  /**
   * Opens a repository.
   *
   * @param connections how many requests may be in flight, 1 or more
   * @return provides the connections, until {@link #leave}
   */
  ConnectionPool enter(int connections) {
    ConnectionPool entered = pool.use();
    entered.allow(connections);
    return entered;
  }

  /** Closes a repository. Call it once for each {@link #enter}. */
  void leave() {
    pool.leave();
  }

  /** Closes the connections now, unless a repository is open. */
  void closeUnused() {
    pool.closeUnused();
  }

  /**
   * Returns the registry's URL, ending with {@code /v2/}. Each call probes the registry, until it
   * has responded once.
   *
   * @param inFlight waits while another repository probes
   * @throws IOException if the registry accepts connections, but does not respond
   */
  URL base(InFlight inFlight, Probe probe) throws IOException {
    URL known = base;
    if (known != null) {
      return known;
    }
    inFlight.await(probing::tryLock);
    try {
      known = base;
      if (known != null) {
        return known;
      }
      Scheme scheme = probe.find();
      if (scheme.certain()) {
        base = scheme.base();
      }
      return scheme.base();
    } finally {
      probing.unlock();
    }
  }

  /**
   * Returns the authenticators for a URL of the registry. Challenges over plain HTTP do not apply
   * to HTTPS.
   */
  Authenticators authenticators(URL base) {
    return authenticators.computeIfAbsent(base.toString(), url -> new Authenticators());
  }

  /** Returns true on the first call, so that the route to the registry is logged only once. */
  boolean announce() {
    return announced.compareAndSet(false, true);
  }
}

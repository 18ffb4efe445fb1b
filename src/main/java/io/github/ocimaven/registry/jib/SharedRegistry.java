package io.github.ocimaven.registry.jib;

import io.github.ocimaven.registry.jib.SchemeProbe.Scheme;
import io.github.ocimaven.registry.jib.auth.Authenticators;
import io.github.ocimaven.registry.jib.connection.ConnectionPool;
import io.github.ocimaven.registry.jib.connection.IdleResource;
import io.github.ocimaven.registry.jib.connection.InFlight;
import io.github.ocimaven.registry.jib.connection.LazyTls;
import io.github.ocimaven.registry.jib.connection.TlsSockets;
import io.github.ocimaven.registry.jib.http.LoggableUrl;
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

/** What all repositories of one registry share that are reached in the same way. */
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
   * @param approach which registry, and which way
   * @param names resolves names
   * @param grace for how long connections are kept when no repository is open
   * @param timer closes them then
   * @throws io.github.ocimaven.registry.tls.file.CertificateFileException if a file with
   *     certificates or a key is of no use
   */
  SharedRegistry(
      RegistryKey approach, DnsResolver names, Duration grace, ScheduledExecutorService timer) {
    String host = LoggableUrl.of("https://" + approach.endpoint()).getHost();
    tls = RegistryTls.read(approach.trust(), approach.registry());
    LazyTls sockets = new LazyTls(() -> TlsSockets.create(tls, approach.insecure()));
    pool =
        new IdleResource<>(
            () -> new ConnectionPool(host, names, sockets, approach.timeoutMillis()), grace, timer);
  }

  /** Asks a registry which scheme it speaks. */
  @FunctionalInterface
  interface Probe {

    /**
     * Asks.
     *
     * @throws IOException if it was there, but did not answer
     */
    Scheme find() throws IOException;
  }

  /** Returns whom TLS connections trust, and how they prove who we are. */
  RegistryTls tls() {
    return tls;
  }

  /**
   * Opens a repository.
   *
   * @param connections how many requests may be in flight, 1 or more
   * @return gives the connections, until {@link #leave}
   */
  ConnectionPool enter(int connections) {
    ConnectionPool entered = pool.use();
    entered.allow(connections);
    return entered;
  }

  /** Closes a repository; called once for each {@link #enter}. */
  void leave() {
    pool.leave();
  }

  /** Closes the connections now, unless a repository is open. */
  void closeUnused() {
    pool.closeUnused();
  }

  /**
   * Returns the registry's URL, ending with {@code /v2/}. The registry is asked until it has
   * answered.
   *
   * @param inFlight is told to wait while another repository asks
   * @param probe asks
   * @throws IOException if the registry was there, but did not answer
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
   * Returns the logins. What was demanded over plain HTTP says nothing about HTTPS.
   *
   * @param base the registry's URL
   */
  Authenticators authenticators(URL base) {
    return authenticators.computeIfAbsent(base.toString(), url -> new Authenticators());
  }

  /** Tells whether nobody has announced yet how the registry is reached; true once. */
  boolean announce() {
    return announced.compareAndSet(false, true);
  }
}

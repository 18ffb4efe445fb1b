package io.github.ocimaven;

import io.github.ocimaven.registry.AccessSettings;
import io.github.ocimaven.registry.ConnectionSettings;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.ProxyChooser;
import io.github.ocimaven.registry.TrustSettings;
import io.github.ocimaven.registry.jib.JibRepositories;
import io.github.ocimaven.registry.jib.RegistryConnections;
import io.github.ocimaven.registry.jib.TunedRegistries;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a test reaches registries. The defaults are 2 connections, 20 seconds, no proxy, no
 * certificates, no credentials, nothing insecure, and small blobs whole in a PUT.
 */
public record Connections(
    Credentials credentials,
    boolean insecure,
    int connections,
    Duration timeout,
    TrustSettings trust,
    ProxyChooser proxies,
    Consumer<String> wireLog,
    long wholeUpTo) {

  /** Reaches registries anonymously. */
  public static Connections anonymous() {
    return as(new Credentials.Anonymous(List.of("a test")));
  }

  /** Reaches registries with credentials. */
  public static Connections as(Credentials credentials) {
    return new Connections(
        credentials,
        false,
        2,
        Duration.ofSeconds(20),
        TrustSettings.DEFAULT,
        ProxyChooser.DIRECT,
        line -> {},
        TunedRegistries.WHOLE_UP_TO);
  }

  /** Sets whether plain HTTP and untrusted certificates are allowed. */
  public Connections insecure(boolean allowed) {
    return new Connections(
        credentials, allowed, connections, timeout, trust, proxies, wireLog, wholeUpTo);
  }

  /** Limits the number of connections. */
  public Connections connections(int number) {
    return new Connections(
        credentials, insecure, number, timeout, trust, proxies, wireLog, wholeUpTo);
  }

  /** Sets how long to wait for a silent registry. */
  public Connections timeout(Duration duration) {
    return new Connections(
        credentials, insecure, connections, duration, trust, proxies, wireLog, wholeUpTo);
  }

  /** Trusts more certificates. */
  public Connections trust(TrustSettings settings) {
    return new Connections(
        credentials, insecure, connections, timeout, settings, proxies, wireLog, wholeUpTo);
  }

  /** Goes through proxies. */
  public Connections proxies(ProxyChooser chooser) {
    return new Connections(
        credentials, insecure, connections, timeout, trust, chooser, wireLog, wholeUpTo);
  }

  /** Reports each request. */
  public Connections wireLog(Consumer<String> log) {
    return new Connections(
        credentials, insecure, connections, timeout, trust, proxies, log, wholeUpTo);
  }

  /** Sends blobs up to so many bytes with the PUT that ends their upload, larger ones by PATCH. */
  public Connections wholeUpTo(long bytes) {
    return new Connections(
        credentials, insecure, connections, timeout, trust, proxies, wireLog, bytes);
  }

  /** Opens repositories this way. */
  public JibRepositories open() {
    return open(TunedRegistries.ownConnections());
  }

  /** Opens repositories this way, with shared connections. */
  public JibRepositories open(RegistryConnections shared) {
    AccessSettings access = new AccessSettings(credentials, insecure);
    var settings = new ConnectionSettings(connections, timeout, "test/1", trust, proxies, wireLog);
    return TunedRegistries.of(settings, target -> access, shared, wholeUpTo);
  }
}

package io.github.ocimaven.registry.jib;

import com.google.api.client.http.HttpTransport;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.ConnectionSettings;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.FullRepository;
import io.github.ocimaven.registry.jib.auth.RegistryHttp;
import io.github.ocimaven.registry.jib.auth.TokenService;
import io.github.ocimaven.registry.jib.connection.ConnectionPool;
import io.github.ocimaven.registry.jib.connection.InFlight;
import io.github.ocimaven.registry.jib.connection.PooledTransport;
import io.github.ocimaven.registry.jib.connection.Routes;
import io.github.ocimaven.registry.jib.explain.Failures;
import io.github.ocimaven.registry.jib.explain.HostLimits;
import io.github.ocimaven.registry.jib.http.LoggableUrl;
import io.github.ocimaven.registry.jib.http.Secrets;
import io.github.ocimaven.registry.jib.http.Wire;
import io.github.ocimaven.registry.jib.upload.RepositoryBlobs;
import java.io.IOException;
import java.net.URL;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Opens one repository: creates its own state on top of the shared state.
 *
 * @param settings how to connect to registries
 * @param approach how to connect to this registry
 * @param registry the shared state
 * @param pool provides the connections
 * @param inFlight the repository's own requests
 * @param wholeUpTo the maximum size in bytes of a blob that is sent in the PUT that ends its upload
 */
record JibRepositoryFactory(
    ConnectionSettings settings,
    RegistryKey approach,
    SharedRegistry registry,
    ConnectionPool pool,
    InFlight inFlight,
    long wholeUpTo) {

  /**
   * Opens the repository.
   *
   * @param closer runs when the repository is closed
   */
  FullRepository open(Target target, Credentials credentials, Runnable closer) {
    AtomicBoolean tlsOnly = new AtomicBoolean();
    Routes routes = new Routes(settings.proxies(), pool.guard(), tlsOnly::get, approach.insecure());
    Secrets secrets = new Secrets(credentials);
    Wire wire = wire(PooledTransport.toRegistry(pool, routes, inFlight), secrets);
    Wire streams = wire(PooledTransport.toRead(pool, routes, inFlight), secrets);
    Failures failures =
        new Failures(
            target,
            credentials,
            registry.tls(),
            settings.timeout().toSeconds(),
            new HostLimits(pool.gates(), LoggableUrl.of("https://" + approach.endpoint())));
    URL base = failures.explain("reach", () -> registry.base(inFlight, () -> probe(wire)));
    tlsOnly.set(base.getProtocol().equals("https"));
    announceProxy(base);
    TokenService tokens =
        new TokenService(
            wire(PooledTransport.toTokenService(pool, routes, inFlight), secrets),
            base,
            settings,
            secrets,
            inFlight);
    RegistryHttp http =
        new RegistryHttp(
            wire,
            streams,
            base,
            registry.authenticators(base).of(target.repository(), credentials),
            tokens,
            settings.timeoutMillis());
    return new JibRepository(
        target,
        http,
        new RepositoryBlobs(http, target.repository(), wholeUpTo),
        failures,
        inFlight,
        closer);
  }

  private Wire wire(HttpTransport transport, Secrets secrets) {
    return new Wire(transport, settings.userAgent(), secrets, settings.wireLog());
  }

  private SchemeProbe.Scheme probe(Wire wire) throws IOException {
    return SchemeProbe.find(approach.endpoint(), approach.insecure(), settings, wire);
  }

  private void announceProxy(URL base) {
    settings
        .proxies()
        .choose(base)
        .filter(proxy -> registry.announce())
        .ifPresent(
            proxy ->
                settings
                    .wireLog()
                    .accept(
                        approach.endpoint()
                            + " through the proxy "
                            + proxy
                            + ", "
                            + proxy.origin()));
  }
}

package io.github.ocimaven.registry.jib;

import com.google.api.client.http.HttpTransport;
import io.github.ocimaven.model.DockerHub;
import io.github.ocimaven.model.RegistryException;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Access;
import io.github.ocimaven.registry.ConnectionSettings;
import io.github.ocimaven.registry.Registry;
import io.github.ocimaven.registry.RegistryOpener;
import io.github.ocimaven.registry.tls.RegistryTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.http.conn.DnsResolver;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;

/** Opens repositories with jib-core. */
public final class JibRegistries implements RegistryOpener {

  private final ConnectionSettings settings;
  private final Function<Target, Access> accesses;
  private final DnsResolver names;
  private final long wholeUpTo;

  /**
   * Makes an opener.
   *
   * @param settings how to reach registries
   * @param accesses how each destination may be reached
   */
  public JibRegistries(ConnectionSettings settings, Function<Target, Access> accesses) {
    this(settings, accesses, SystemDefaultDnsResolver.INSTANCE, WholePuts.MOST_BYTES);
  }

  /** Makes an opener that resolves names, and sends blobs up to some size whole, as it is told. */
  JibRegistries(
      ConnectionSettings settings,
      Function<Target, Access> accesses,
      DnsResolver names,
      long wholeUpTo) {
    this.settings = settings;
    this.accesses = accesses;
    this.names = names;
    this.wholeUpTo = wholeUpTo;
  }

  /**
   * Opens a target's repository. A registry on a loopback address, or one that may be insecure, is
   * asked which scheme it speaks; any other is reached by HTTPS, and nothing is sent yet.
   *
   * @param target the destination
   * @return the repository; the caller closes it
   * @throws RegistryException if it is there, but does not answer
   * @throws io.github.ocimaven.model.CertificateFileException if a file with certificates or a key,
   *     which the settings name, is of no use
   * @throws CancellationException if the thread is interrupted
   */
  @Override
  public Registry open(Target target) {
    Access access = accesses.apply(target);
    RegistryTls tls = RegistryTls.read(settings.trust(), target.registry());
    InFlight inFlight = new InFlight(settings.timeoutMillis());
    AtomicBoolean tlsOnly = new AtomicBoolean();
    String endpoint =
        target.registry().equals(DockerHub.NAME) ? DockerHub.ENDPOINT : target.registry();
    URL registry = url("https://" + endpoint);
    AddressGuard guard = new AddressGuard(registry.getHost(), names);
    HttpTransport transport =
        PooledTransport.create(
            settings,
            new LazyTls(() -> TlsSockets.create(tls, access.insecure())),
            guard,
            new Routes(settings.proxies(), guard, tlsOnly::get, access.insecure()),
            inFlight);
    Wire wire = new Wire(transport, settings.userAgent(), settings.wireLog());
    Secrets secrets = new Secrets(access.credentials());
    Failures failures =
        new Failures(target, access.credentials(), secrets, tls, settings.timeout().toSeconds());
    try {
      URL base =
          failures.explain(
              "reach", () -> SchemeProbe.baseUrl(endpoint, access.insecure(), settings, wire));
      tlsOnly.set(base.getProtocol().equals("https"));
      settings
          .proxies()
          .choose(base)
          .ifPresent(
              proxy ->
                  settings
                      .wireLog()
                      .accept(endpoint + " through the proxy " + proxy + ", " + proxy.origin()));
      RegistryHttp http =
          new RegistryHttp(
              wire,
              base,
              new Authenticator(
                  target.repository(),
                  access.credentials(),
                  new TokenService(wire, base, settings, secrets),
                  System::nanoTime),
              settings.timeoutMillis());
      return new JibRegistry(
          new RepositoryManifests(http, target.repository()),
          new RepositoryBlobs(http, target.repository(), wholeUpTo),
          failures,
          inFlight,
          () -> close(transport, inFlight));
    } catch (RuntimeException e) {
      close(transport, inFlight);
      throw e;
    }
  }

  private static void close(HttpTransport transport, InFlight inFlight) {
    inFlight.close();
    try {
      transport.shutdown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A URL whose parts were checked before. */
  static URL url(String text) {
    try {
      return new URL(text);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

package io.github.ocimaven.registry.jib;

import com.google.api.client.http.HttpTransport;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Opens repositories with jib-core. */
public final class JibRegistries implements RegistryOpener {

  private static final String DOCKER_HUB = "docker.io";
  // docker.io itself serves a web site: https://docs.docker.com/registry/
  private static final String DOCKER_HUB_ENDPOINT = "registry-1.docker.io";

  private final ConnectionSettings settings;
  private final Function<Target, Access> accesses;

  /**
   * Makes an opener.
   *
   * @param settings how to reach registries
   * @param accesses how each destination may be reached
   */
  public JibRegistries(ConnectionSettings settings, Function<Target, Access> accesses) {
    this.settings = settings;
    this.accesses = accesses;
  }

  /**
   * Opens a target's repository. A registry on a loopback address, or one that may be insecure, is
   * asked which scheme it speaks; any other is reached by HTTPS, and nothing is sent yet.
   *
   * @param target the destination
   * @return the repository; the caller closes it
   * @throws io.github.ocimaven.model.CertificateFileException if a file with certificates or a key,
   *     which the settings name, is of no use
   */
  @Override
  public Registry open(Target target) {
    Access access = accesses.apply(target);
    RegistryTls tls = RegistryTls.read(settings.trust(), target.registry());
    SendWatchdog watchdog = new SendWatchdog(settings.timeoutMillis());
    AtomicBoolean tlsOnly = new AtomicBoolean();
    HttpTransport transport =
        PooledTransport.create(
            settings,
            new LazyTls(() -> TlsSockets.create(tls, access.insecure())),
            new Routes(tlsOnly::get),
            watchdog);
    Wire wire = new Wire(transport, settings.wireLog());
    String endpoint =
        target.registry().equals(DOCKER_HUB) ? DOCKER_HUB_ENDPOINT : target.registry();
    URL base = SchemeProbe.baseUrl(endpoint, access.insecure(), settings, wire);
    tlsOnly.set(base.getProtocol().equals("https"));
    RegistryHttp http =
        new RegistryHttp(
            wire,
            base,
            new Authenticator(
                target.repository(),
                access.credentials(),
                new TokenService(wire, base, settings),
                System::nanoTime),
            settings);
    return new JibRegistry(
        http,
        target.repository(),
        settings.userAgent(),
        new Failures(target, access.credentials(), tls, settings.timeout().toSeconds()),
        () -> close(transport, watchdog));
  }

  private static void close(HttpTransport transport, SendWatchdog watchdog) {
    watchdog.close();
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

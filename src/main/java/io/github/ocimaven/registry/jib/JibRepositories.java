package io.github.ocimaven.registry.jib;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.AccessSettings;
import io.github.ocimaven.registry.ConnectionSettings;
import io.github.ocimaven.registry.FullRepository;
import io.github.ocimaven.registry.FullRepositoryOpener;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.jib.connection.ConnectionPool;
import io.github.ocimaven.registry.jib.connection.InFlight;
import io.github.ocimaven.registry.jib.upload.RepositoryBlobs;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** Opens repositories with jib-core. */
public final class JibRepositories implements FullRepositoryOpener {

  private final ConnectionSettings settings;
  private final Function<Target, AccessSettings> accesses;
  private final RegistryConnections connections;
  private final long wholeUpTo;

  /**
   * Creates an opener whose repositories only share connections with each other.
   *
   * @param settings how to connect to registries
   * @param accesses how to access each destination
   */
  public JibRepositories(ConnectionSettings settings, Function<Target, AccessSettings> accesses) {
    this(settings, accesses, RegistryConnections.withoutGrace());
  }

  /**
   * Creates an opener.
   *
   * @param settings how to connect to registries
   * @param accesses how to access each destination
   * @param connections the connections that are shared with other openers
   */
  public JibRepositories(
      ConnectionSettings settings,
      Function<Target, AccessSettings> accesses,
      RegistryConnections connections) {
    this(settings, accesses, connections, RepositoryBlobs.WHOLE_UP_TO);
  }

  /** Creates an opener that sends blobs whole up to a given size. */
  JibRepositories(
      ConnectionSettings settings,
      Function<Target, AccessSettings> accesses,
      RegistryConnections connections,
      long wholeUpTo) {
    this.settings = settings;
    this.accesses = accesses;
    this.connections = connections;
    this.wholeUpTo = wholeUpTo;
  }

  /**
   * Opens a target's repository. If the registry is on a loopback address or may be insecure, it is
   * asked which scheme it speaks, unless that is known. Any other registry is accessed by HTTPS,
   * and nothing is sent yet.
   *
   * @return the repository; the caller closes it
   * @throws RegistryException if the registry accepts connections, but does not respond
   * @throws io.github.ocimaven.registry.tls.file.CertificateFileException if a file with
   *     certificates or a key named by the settings is unusable
   * @throws CancellationException if the thread is interrupted
   */
  @Override
  public FullRepository open(Target target) {
    AccessSettings access = accesses.apply(target);
    RegistryKey approach =
        new RegistryKey(
            target.registry(), access.insecure(), settings.trust(), settings.timeoutMillis());
    SharedRegistry registry = connections.to(approach);
    ConnectionPool pool = registry.enter(settings.connections());
    InFlight inFlight = new InFlight(settings.timeoutMillis());
    Runnable closer =
        () -> {
          inFlight.close();
          registry.leave();
        };
    try {
      return new JibRepositoryFactory(settings, approach, registry, pool, inFlight, wholeUpTo)
          .open(target, access.credentials(), closer);
    } catch (RuntimeException e) {
      closer.run();
      throw e;
    }
  }
}

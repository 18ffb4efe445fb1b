package io.github.ocimaven.registry.jib;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.AccessSettings;
import io.github.ocimaven.registry.ConnectionSettings;
import io.github.ocimaven.registry.jib.upload.RepositoryBlobs;
import java.util.function.Function;

/** Opens repositories with settings that users can't change. */
public final class TunedRegistries {

  /**
   * The maximum size of a blob that is sent in the PUT that ends its upload, unless a test sets
   * another.
   */
  public static final long WHOLE_UP_TO = RepositoryBlobs.WHOLE_UP_TO;

  private TunedRegistries() {}

  /** Creates connections that no other opener shares. */
  public static RegistryConnections ownConnections() {
    return RegistryConnections.withoutGrace();
  }

  /**
   * Creates an opener.
   *
   * @param shared what is shared with other openers
   * @param wholeUpTo the maximum size in bytes of a blob that is sent in the PUT that ends its
   *     upload
   */
  public static JibRepositories of(
      ConnectionSettings settings,
      Function<Target, AccessSettings> accesses,
      RegistryConnections shared,
      long wholeUpTo) {
    return new JibRepositories(settings, accesses, shared, wholeUpTo);
  }
}

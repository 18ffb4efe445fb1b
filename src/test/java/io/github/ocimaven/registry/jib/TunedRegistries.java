package io.github.ocimaven.registry.jib;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.AccessSettings;
import io.github.ocimaven.registry.ConnectionSettings;
import io.github.ocimaven.registry.jib.upload.RepositoryBlobs;
import java.util.function.Function;

/** Opens repositories as no user can have it. */
public final class TunedRegistries {

  /** Up to so many bytes, a blob goes with the PUT that ends its upload, unless a test differs. */
  public static final long WHOLE_UP_TO = RepositoryBlobs.WHOLE_UP_TO;

  private TunedRegistries() {}

  /** Makes connections that no other opener shares. */
  public static RegistryConnections ownConnections() {
    return RegistryConnections.withoutGrace();
  }

  /**
   * Makes an opener.
   *
   * @param shared what is shared with other openers
   * @param wholeUpTo up to how many bytes a blob goes with the PUT that ends its upload
   */
  public static JibRepositories of(
      ConnectionSettings settings,
      Function<Target, AccessSettings> accesses,
      RegistryConnections shared,
      long wholeUpTo) {
    return new JibRepositories(settings, accesses, shared, wholeUpTo);
  }
}

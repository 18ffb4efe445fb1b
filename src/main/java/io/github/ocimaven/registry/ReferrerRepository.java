package io.github.ocimaven.registry;

import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * A repository that knows what refers to its manifests: signatures, SBOMs. Every method may be
 * called by several threads at once, and fails with a {@link RegistryException}; in a thread that
 * is interrupted, and once the repository is closed, with a {@link CancellationException}.
 */
public interface ReferrerRepository {

  /**
   * Lists the manifests whose subject is a manifest ({@code GET /v2/<name>/referrers/<digest>};
   * distribution-spec, "Listing Referrers").
   *
   * @param subject the digest of a manifest, which need not be there
   * @return the referrers, with artifact type and annotations; nothing if the registry has no such
   *     list, so that only the fallback tag can tell
   */
  Optional<List<Descriptor>> referrers(Digest subject);
}

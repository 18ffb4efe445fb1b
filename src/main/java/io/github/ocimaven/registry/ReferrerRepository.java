package io.github.ocimaven.registry;

import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * A repository that lists the referrers of its manifests: signatures, SBOMs. Methods are
 * thread-safe and throw {@link RegistryException} on failure. If the thread is interrupted or the
 * repository is closed, they throw {@link CancellationException}.
 */
public interface ReferrerRepository {

  /**
   * Lists the manifests whose subject is a manifest ({@code GET /v2/<name>/referrers/<digest>};
   * distribution-spec, "Listing Referrers").
   *
   * @param subject the digest of a manifest, which need not exist
   * @return the referrers, with artifact type and annotations; empty if the registry does not
   *     support the referrers API, so that only the fallback tag can list them
   */
  Optional<List<Descriptor>> referrers(Digest subject);
}

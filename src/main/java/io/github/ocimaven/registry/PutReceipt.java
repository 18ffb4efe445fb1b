package io.github.ocimaven.registry;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.ManifestName.Tag;
import java.util.Optional;
import java.util.Set;

/**
 * A registry's response to a manifest that it stored.
 *
 * @param subject the manifest's subject, if the registry lists the manifest among the subject's
 *     referrers (the header {@code OCI-Subject}; distribution-spec, "Pushing Manifests with
 *     Subject"). If it is empty although the manifest has a subject, the client has to maintain the
 *     list under the fallback tag.
 * @param tags the tags in the request that the registry says it has set (the headers {@code
 *     OCI-Tag}); empty if the request had none, or the registry does not support them
 */
public record PutReceipt(Optional<Digest> subject, Set<Tag> tags) {

  /** Copies the set. */
  public PutReceipt {
    tags = Set.copyOf(tags);
  }
}

package io.github.ocimaven.registry;

import io.github.ocimaven.model.Digest;
import java.util.Optional;

/**
 * A registry's response to a manifest that it stored.
 *
 * @param subject the manifest's subject, if the registry lists the manifest among the subject's
 *     referrers (the header {@code OCI-Subject}; distribution-spec, "Pushing Manifests with
 *     Subject"). If it is empty although the manifest has a subject, the client has to maintain the
 *     list under the fallback tag.
 */
public record PutReceipt(Optional<Digest> subject) {}

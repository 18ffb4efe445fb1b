package io.github.ocimaven.registry;

import io.github.ocimaven.model.Digest;
import java.util.Optional;

/**
 * What a registry says of a manifest that it stored.
 *
 * @param subject the manifest's subject, if the registry lists the manifest among its referrers
 *     (the header {@code OCI-Subject}; distribution-spec, "Pushing Manifests with Subject"). If it
 *     says nothing although the manifest has a subject, the list under the fallback tag is the
 *     client's to keep.
 */
public record PutReceipt(Optional<Digest> subject) {}

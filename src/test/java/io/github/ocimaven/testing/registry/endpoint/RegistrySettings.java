package io.github.ocimaven.testing.registry.endpoint;

import java.util.function.Predicate;

/**
 * The behavior of a registry where the spec leaves a choice.
 *
 * @param locations how Location headers are written
 * @param referrers whether it supports the referrers API
 * @param tags the tags that it sets when it stores a manifest by its digest and the query asks for
 *     them
 * @param mostNamed how many lacking blobs and manifests a refusal of a manifest names
 */
public record RegistrySettings(
    Locations locations, boolean referrers, Predicate<String> tags, int mostNamed) {}

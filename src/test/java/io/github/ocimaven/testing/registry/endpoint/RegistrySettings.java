package io.github.ocimaven.testing.registry.endpoint;

/**
 * How a registry behaves where the spec leaves a choice.
 *
 * @param locations how Location headers are written
 * @param referrers whether it has the referrers API
 */
public record RegistrySettings(Locations locations, boolean referrers) {}

package io.github.ocimaven.testing.registry.endpoint;

/**
 * The behavior of a registry where the spec leaves a choice.
 *
 * @param locations how Location headers are written
 * @param referrers whether it supports the referrers API
 */
public record RegistrySettings(Locations locations, boolean referrers) {}

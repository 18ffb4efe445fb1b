package io.github.ocimaven.registry;

/**
 * How to access one destination.
 *
 * @param insecure whether plain HTTP and untrusted certificates are accepted
 */
public record AccessSettings(Credentials credentials, boolean insecure) {}

package io.github.ocimaven.registry;

/**
 * How one destination may be reached.
 *
 * @param credentials who pushes
 * @param insecure whether plain HTTP and certificates that nobody vouches for will do
 */
public record AccessSettings(Credentials credentials, boolean insecure) {}

package io.github.ocimaven.registry.jib;

import io.github.ocimaven.model.DockerHub;
import io.github.ocimaven.registry.TrustSettings;

/**
 * A registry and the way to reach it: what two repositories must agree on to share anything.
 *
 * @param registry {@code HOST[:PORT]}, as destinations name it
 * @param insecure whether plain HTTP and certificates that nobody vouches for will do
 * @param trust whose certificates are trusted
 * @param timeoutMillis for how many milliseconds it may be silent
 */
record RegistryKey(String registry, boolean insecure, TrustSettings trust, int timeoutMillis) {

  /** Returns {@code HOST[:PORT]}, as requests name the registry. */
  String endpoint() {
    return registry.equals(DockerHub.NAME) ? DockerHub.ENDPOINT : registry;
  }
}

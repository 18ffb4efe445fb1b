package io.github.ocimaven.registry.jib;

import io.github.ocimaven.model.DockerHub;
import io.github.ocimaven.registry.TrustSettings;

/**
 * A registry and how to connect to it. Two repositories share state only if their keys are equal.
 *
 * @param registry {@code HOST[:PORT]}, as in destinations
 * @param insecure whether plain HTTP and untrusted certificates are accepted
 * @param trust which certificates are trusted
 * @param timeoutMillis for how many milliseconds the registry may be silent
 */
record RegistryKey(String registry, boolean insecure, TrustSettings trust, int timeoutMillis) {

  /** Returns {@code HOST[:PORT]}, as in requests. */
  String endpoint() {
    return registry.equals(DockerHub.NAME) ? DockerHub.ENDPOINT : registry;
  }
}

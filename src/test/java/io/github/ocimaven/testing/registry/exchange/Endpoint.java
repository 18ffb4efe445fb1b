package io.github.ocimaven.testing.registry.exchange;

import java.io.IOException;

/** Handles the requests of one kind of path, {@code /v2/<name>/<kind>/<reference>}. */
@FunctionalInterface
public interface Endpoint {

  void handle(RegistryExchange exchange, String name, String reference)
      throws IOException, RegistryError;

  /** The error for a method that the endpoint does not have. */
  static RegistryError unsupported() {
    return new RegistryError(405, "UNSUPPORTED", "The operation is unsupported.");
  }
}

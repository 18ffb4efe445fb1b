package io.github.ocimaven.testing.registry.endpoint;

import io.github.ocimaven.testing.registry.exchange.RegistryExchange;

/**
 * Writes Location headers.
 *
 * @param absolute whether they start with the registry's address or with the path
 */
public record Locations(boolean absolute) {

  void set(RegistryExchange exchange, String pathAndQuery) {
    exchange.header("Location", (absolute ? exchange.origin() : "") + pathAndQuery);
  }
}

package io.github.ocimaven.testing;

/**
 * Writes Location headers.
 *
 * @param absolute whether they start with the registry's address or with the path
 */
record Locations(boolean absolute) {

  void set(RegistryExchange exchange, String pathAndQuery) {
    exchange.header("Location", (absolute ? exchange.origin() : "") + pathAndQuery);
  }
}

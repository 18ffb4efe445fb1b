package io.github.ocimaven.testing.registry.access;

import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.RegistryError;
import io.github.ocimaven.testing.registry.exchange.RegistryExchange;
import java.io.IOException;
import java.util.List;

/** Decides which requests are allowed. */
@FunctionalInterface
public interface AccessControl {

  /** Throws an error response if a request is denied one of the scopes that it needs. */
  void authorize(RegistryExchange exchange, List<Scope> needed) throws RegistryError;

  /** Handles requests to the access control itself, and returns whether this was one. */
  default boolean answers(RegistryExchange exchange) throws IOException, RegistryError {
    return false;
  }

  /** The same control for writes only; reads are always allowed. */
  default AccessControl forPushes() {
    AccessControl inner = this;
    return new AccessControl() {
      @Override
      public void authorize(RegistryExchange exchange, List<Scope> needed) throws RegistryError {
        if (needed.stream().anyMatch(Scope::push)) {
          inner.authorize(exchange, needed);
        }
      }

      @Override
      public boolean answers(RegistryExchange exchange) throws IOException, RegistryError {
        return inner.answers(exchange);
      }
    };
  }

  /** Demands authentication. */
  static RegistryError unauthorized(String challenge) {
    return new RegistryError(
        Answer.error(401, "UNAUTHORIZED", "authentication required")
            .withHeader("WWW-Authenticate", challenge));
  }

  /** Refuses a request that the authenticated user is not allowed to make. */
  static RegistryError denied() {
    return new RegistryError(403, "DENIED", "requested access to the resource is denied");
  }
}

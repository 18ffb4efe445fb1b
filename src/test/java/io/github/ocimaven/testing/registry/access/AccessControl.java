package io.github.ocimaven.testing.registry.access;

import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.RegistryError;
import io.github.ocimaven.testing.registry.exchange.RegistryExchange;
import java.io.IOException;
import java.util.List;

/** Decides who may do what. */
@FunctionalInterface
public interface AccessControl {

  /** Throws the answer to give when a request may not have one of the scopes it needs. */
  void authorize(RegistryExchange exchange, List<Scope> needed) throws RegistryError;

  /** Answers requests of the access control itself, and tells whether this was one. */
  default boolean answers(RegistryExchange exchange) throws IOException, RegistryError {
    return false;
  }

  /** The same control for those who write; those who read are let in. */
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

  /** Makes the client authenticate itself. */
  static RegistryError unauthorized(String challenge) {
    return new RegistryError(
        Answer.error(401, "UNAUTHORIZED", "authentication required")
            .withHeader("WWW-Authenticate", challenge));
  }

  /** Refuses what an authenticated user may not do. */
  static RegistryError denied() {
    return new RegistryError(403, "DENIED", "requested access to the resource is denied");
  }
}

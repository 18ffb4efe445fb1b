package io.github.ocimaven.testing.registry.access;

import io.github.ocimaven.testing.registry.exchange.RegistryError;
import io.github.ocimaven.testing.registry.exchange.RegistryExchange;
import java.util.List;

/** Access for users with Basic credentials in each request. */
public record BasicAccess(Users users) implements AccessControl {

  static final String CHALLENGE = "Basic realm=\"embedded registry\"";

  @Override
  public void authorize(RegistryExchange exchange, List<Scope> needed) throws RegistryError {
    Users.User user =
        users
            .authenticate(exchange.request())
            .orElseThrow(() -> AccessControl.unauthorized(CHALLENGE));
    if (user.readOnly() && needed.stream().anyMatch(Scope::push)) {
      throw AccessControl.denied();
    }
  }
}

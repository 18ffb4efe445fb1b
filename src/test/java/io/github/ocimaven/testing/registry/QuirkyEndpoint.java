package io.github.ocimaven.testing.registry;

import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Endpoint;
import io.github.ocimaven.testing.registry.exchange.Quirk;
import io.github.ocimaven.testing.registry.exchange.RegistryError;
import io.github.ocimaven.testing.registry.exchange.RegistryExchange;
import io.github.ocimaven.testing.registry.exchange.RegistryRequest;
import io.github.ocimaven.testing.registry.exchange.RegistryStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An endpoint of a registry with quirks.
 *
 * @param inner the endpoint that responds if no quirk refuses the request
 */
record QuirkyEndpoint(Endpoint inner, List<Quirk> quirks, RegistryStore store) implements Endpoint {

  @Override
  public void handle(RegistryExchange exchange, String name, String reference)
      throws IOException, RegistryError {
    RegistryRequest request = exchange.request();
    Optional<Answer> refusal =
        quirks.stream()
            .flatMap(quirk -> quirk.refusal(request, name, reference, store).stream())
            .findFirst();
    if (refusal.isPresent()) {
      throw new RegistryError(refusal.get());
    }
    exchange.alterAnswers(quirks);
    inner.handle(exchange, name, reference);
  }
}

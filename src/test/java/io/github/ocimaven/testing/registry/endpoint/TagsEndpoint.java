package io.github.ocimaven.testing.registry.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.testing.Json;
import io.github.ocimaven.testing.registry.exchange.Endpoint;
import io.github.ocimaven.testing.registry.exchange.RegistryError;
import io.github.ocimaven.testing.registry.exchange.RegistryExchange;
import io.github.ocimaven.testing.registry.exchange.RegistryRequest;
import io.github.ocimaven.testing.registry.exchange.RegistryStore;
import java.io.IOException;
import java.util.List;

/** Lists tags, in pages when the client asks for them. */
public record TagsEndpoint(RegistryStore store) implements Endpoint {

  @Override
  public void handle(RegistryExchange exchange, String name, String reference)
      throws IOException, RegistryError {
    if (!exchange.request().reads() || !reference.equals("list")) {
      throw Endpoint.unsupported();
    }
    String last = exchange.request().parameter("last").orElse("");
    List<String> left =
        store.findOrFail(name).tags().stream().filter(tag -> tag.compareTo(last) > 0).toList();
    int size = pageSize(exchange.request(), left.size());
    List<String> page = left.subList(0, size);
    if (size > 0 && size < left.size()) {
      String next = "/v2/" + name + "/tags/list?n=" + size + "&last=" + page.get(size - 1);
      exchange.header("Link", "<" + next + ">; rel=\"next\"");
    }
    ObjectNode document = Json.object().put("name", name);
    ArrayNode tags = document.putArray("tags");
    page.forEach(tags::add);
    exchange.header("Content-Type", "application/json").send(200, Json.bytes(document));
  }

  private static int pageSize(RegistryRequest request, int available) throws RegistryError {
    try {
      int asked = request.parameter("n").map(Integer::parseUnsignedInt).orElse(available);
      return Math.min(asked, available);
    } catch (NumberFormatException e) {
      throw new RegistryError(400, "UNSUPPORTED", "n is not a number");
    }
  }
}

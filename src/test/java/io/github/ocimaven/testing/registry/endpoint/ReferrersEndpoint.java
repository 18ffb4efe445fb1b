package io.github.ocimaven.testing.registry.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.Json;
import io.github.ocimaven.testing.registry.exchange.Endpoint;
import io.github.ocimaven.testing.registry.exchange.ParsedManifest;
import io.github.ocimaven.testing.registry.exchange.RegistryError;
import io.github.ocimaven.testing.registry.exchange.RegistryExchange;
import io.github.ocimaven.testing.registry.exchange.RegistryStore;
import io.github.ocimaven.testing.registry.exchange.Repository;
import io.github.ocimaven.testing.registry.exchange.StoredManifest;
import java.io.IOException;
import java.util.Optional;

/** Lists the manifests that have a given manifest as their subject. */
public record ReferrersEndpoint(RegistryStore store, RegistrySettings settings)
    implements Endpoint {

  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  @Override
  public void handle(RegistryExchange exchange, String name, String digest)
      throws IOException, RegistryError {
    if (!settings.referrers()) {
      throw new RegistryError(404, "UNSUPPORTED", "There is no referrers API.");
    }
    if (!exchange.request().reads()) {
      throw Endpoint.unsupported();
    }
    if (!Digests.isSupported(digest)) {
      throw new RegistryError(400, "DIGEST_INVALID", "invalid digest: " + digest);
    }
    Optional<String> artifactType = exchange.request().parameter("artifactType");
    ObjectNode index = Json.object().put("schemaVersion", 2).put("mediaType", INDEX);
    ArrayNode descriptors = index.putArray("manifests");
    Optional<Repository> repository = store.find(name);
    if (repository.isPresent()) {
      for (StoredManifest manifest : repository.get().manifests()) {
        ParsedManifest parsed = ParsedManifest.of(manifest.bytes());
        ObjectNode descriptor = parsed.referrer(manifest);
        String type = descriptor.path("artifactType").asText();
        if (parsed.subject().filter(digest::equals).isPresent()
            && artifactType.filter(wanted -> !wanted.equals(type)).isEmpty()) {
          descriptors.add(descriptor);
        }
      }
    }
    artifactType.ifPresent(unused -> exchange.header("OCI-Filters-Applied", "artifactType"));
    exchange.header("Content-Type", INDEX).send(200, Json.bytes(index));
  }
}

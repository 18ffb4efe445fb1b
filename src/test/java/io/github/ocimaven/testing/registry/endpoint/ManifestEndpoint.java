package io.github.ocimaven.testing.registry.endpoint;

import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.registry.exchange.Endpoint;
import io.github.ocimaven.testing.registry.exchange.ParsedManifest;
import io.github.ocimaven.testing.registry.exchange.RegistryError;
import io.github.ocimaven.testing.registry.exchange.RegistryExchange;
import io.github.ocimaven.testing.registry.exchange.RegistryStore;
import io.github.ocimaven.testing.registry.exchange.Repository;
import io.github.ocimaven.testing.registry.exchange.StoredManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Receives, serves and deletes manifests, by tag and by digest. */
public record ManifestEndpoint(
    RegistryStore store, RegistrySettings settings, Misbehaviour misbehaviour) implements Endpoint {

  private static final int MAX_SIZE = 4 * 1024 * 1024;

  private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

  @Override
  public void handle(RegistryExchange exchange, String name, String reference)
      throws IOException, RegistryError {
    if (!Digests.isSupported(reference) && !TAG.matcher(reference).matches()) {
      throw ParsedManifest.invalid("invalid tag or digest: " + reference);
    }
    switch (exchange.request().method()) {
      case "GET", "HEAD" -> send(exchange, name, reference);
      case "PUT" -> put(exchange, name, reference);
      case "DELETE" -> {
        if (!store.findOrFail(name).remove(reference)) {
          throw unknown(reference);
        }
        exchange.send(202);
      }
      default -> throw Endpoint.unsupported();
    }
  }

  private void send(RegistryExchange exchange, String name, String reference)
      throws IOException, RegistryError {
    StoredManifest manifest =
        store.findOrFail(name).manifest(reference).orElseThrow(() -> unknown(reference));
    exchange
        .header("Content-Type", manifest.mediaType())
        .header("Docker-Content-Digest", manifest.digest())
        .send(200, manifest.bytes());
  }

  private void put(RegistryExchange exchange, String name, String reference)
      throws IOException, RegistryError {
    byte[] bytes = exchange.body().readNBytes(MAX_SIZE + 1);
    if (bytes.length > MAX_SIZE) {
      throw new RegistryError(413, "SIZE_INVALID", "manifest is larger than " + MAX_SIZE);
    }
    String mediaType =
        exchange
            .request()
            .header("Content-Type")
            .orElseThrow(() -> ParsedManifest.invalid("Content-Type missing"));
    ParsedManifest parsed = ParsedManifest.of(bytes);
    if (parsed.mediaType().isPresent() && !parsed.mediaType().get().equals(mediaType)) {
      throw ParsedManifest.invalid("Content-Type differs from mediaType");
    }
    if (Digests.isSupported(reference) && !Digests.matches(reference, bytes)) {
      throw new RegistryError(400, "DIGEST_INVALID", "provided digest did not match the content");
    }
    requireReferences(name, parsed);
    byte[] stored = misbehaviour.storedInsteadOf(bytes);
    Repository repository = store.findOrCreate(name);
    repository.put(reference, StoredManifest.of(mediaType, stored));
    if (Digests.isSupported(reference)) {
      setTags(exchange, repository, StoredManifest.of(mediaType, stored));
    }

    String digest = Digests.isSupported(reference) ? reference : Digests.sha256(bytes);
    settings.locations().set(exchange, "/v2/" + name + "/manifests/" + digest);
    if (settings.referrers()) {
      parsed.subject().ifPresent(subject -> exchange.header("OCI-Subject", subject));
    }
    exchange.header("Docker-Content-Digest", digest).send(201);
  }

  private void setTags(RegistryExchange exchange, Repository repository, StoredManifest manifest) {
    List<String> tags =
        exchange.request().parameters("tag").stream().filter(settings.tags()).toList();
    tags.forEach(tag -> repository.put(tag, manifest));
    if (!tags.isEmpty()) {
      exchange.header("OCI-Tag", String.join(", ", tags));
    }
  }

  private void requireReferences(String name, ParsedManifest parsed) throws RegistryError {
    Repository repository = store.find(name).orElseGet(Repository::new);
    List<String> unknown = new ArrayList<>(parsed.blobs());
    unknown.removeIf(repository::hasBlob);
    parsed.manifests().stream()
        .filter(child -> repository.manifest(child).isEmpty())
        .forEach(unknown::add);
    if (!unknown.isEmpty()) {
      int named = Math.min(unknown.size(), settings.mostNamed());
      throw named == 0
          ? new RegistryError(404, "BLOB_UNKNOWN", "")
          : RegistryError.unknownReferences(unknown.subList(0, named));
    }
  }

  private static RegistryError unknown(String reference) {
    return new RegistryError(404, "MANIFEST_UNKNOWN", "manifest unknown: " + reference);
  }
}

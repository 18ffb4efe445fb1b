package io.github.ocimaven.registry.jib;

import com.google.api.client.http.HttpStatusCodes;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.registry.Registry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/**
 * A repository of a registry, reached with jib-core, whose {@code RegistryClient} stores manifests.
 * Questions are asked directly, because jib parses the manifests it reads, and refuses the ones it
 * does not know.
 */
final class JibRegistry implements Registry {

  private static final String MANIFEST_TYPES =
      String.join(
          ",",
          MediaType.OCI_MANIFEST.name(),
          MediaType.OCI_INDEX.name(),
          MediaType.DOCKER_MANIFEST.name(),
          MediaType.DOCKER_MANIFEST_LIST.name());

  private final RegistryHttp http;
  private final String repository;
  private final TagList tags;
  private final RepositoryBlobs blobs;
  private final Failures failures;
  private final InFlight inFlight;
  private final Runnable closer;
  private final AtomicBoolean closing = new AtomicBoolean();

  JibRegistry(
      RegistryHttp http, String repository, Failures failures, InFlight inFlight, Runnable closer) {
    this.http = http;
    this.repository = repository;
    this.tags = new TagList(http, repository);
    this.blobs = new RepositoryBlobs(http, repository);
    this.failures = failures;
    this.inFlight = inFlight;
    this.closer = closer;
  }

  @Override
  public boolean hasBlob(Descriptor blob) {
    return failures.explain(
        "look for blob " + blob.digest() + " in", () -> blobs.has(blob.digest()));
  }

  @Override
  public boolean mountBlob(Descriptor blob, String from) {
    return failures.explain(
        "mount blob " + blob.digest() + " from " + from + " into",
        () -> blobs.mount(blob.digest(), from));
  }

  @Override
  public void putBlob(Descriptor blob, Content content, LongConsumer sent) {
    failures.explain(
        "upload blob " + blob.digest() + " to",
        () -> {
          blobs.put(blob, content, sent);
          return true;
        });
  }

  @Override
  public Optional<Digest> manifestDigest(String reference) {
    return failures.explain(
        "look for " + (reference.contains(":") ? reference : "the tag " + reference) + " in",
        () -> {
          try {
            return ask(reference);
          } catch (AccessException e) {
            if (e.isForbidden() && (reference.contains(":") || tags.lacks(reference))) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  private Optional<Digest> ask(String reference) throws IOException {
    try (Response response = http.send(manifest("HEAD", reference))) {
      ErrorAnswer.requireNoWebPage(response);
      Optional<Digest> named = namedDigest(response);
      if (named.isPresent()) {
        return named;
      }
    } catch (ResponseException e) {
      if (e.getStatusCode() == HttpStatusCodes.STATUS_CODE_NOT_FOUND) {
        return Optional.empty();
      }
      if (Transients.isPassing(e.getStatusCode())) {
        throw e; // it is asked again, and not twice as often
      }
    } catch (AccessException e) {
      if (!e.isForbidden()) {
        throw e;
      }
    }
    // The answer to a HEAD can't say what is wrong, and some registries know no HEAD here.
    return read(reference);
  }

  private static Optional<Digest> namedDigest(Response response) {
    List<String> digests = response.getHeader("Docker-Content-Digest");
    try {
      return digests.size() == 1 ? Optional.of(Digest.parse(digests.get(0))) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Digest> storedDigest(String reference) {
    return failures.explain("read " + reference + " from", () -> read(reference));
  }

  private Optional<Digest> read(String reference) throws IOException {
    try (Response response = http.send(manifest("GET", reference))) {
      ErrorAnswer.requireNoWebPage(response);
      return Optional.of(Digest.sha256(response.getBody().readAllBytes()));
    } catch (ResponseException e) {
      if (e.getStatusCode() == HttpStatusCodes.STATUS_CODE_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void putManifest(String reference, Manifest manifest) {
    failures.explainManifest(
        reference,
        manifest.digest(),
        () ->
            Operation.run(
                http,
                repository,
                manifest.size(),
                client -> client.pushManifest(new RawManifest(manifest), reference)));
  }

  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      inFlight.end();
      inFlight.sendLast(blobs.open().stream().<Runnable>map(upload -> upload::cancel).toList());
      closer.run();
    }
  }

  private WireRequest manifest(String method, String reference) {
    return WireRequest.of(method, http.url(repository + "/manifests/" + reference))
        .accepting(MANIFEST_TYPES);
  }
}

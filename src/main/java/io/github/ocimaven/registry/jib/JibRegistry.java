package io.github.ocimaven.registry.jib;

import com.google.api.client.http.HttpStatusCodes;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.registry.Registry;
import java.io.IOException;
import java.security.DigestException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A repository of a registry, reached with jib-core: its {@code RegistryClient} uploads blobs and
 * stores manifests. Questions are asked directly, because jib parses the manifests it reads, and
 * refuses the ones it does not know.
 */
final class JibRegistry implements Registry {

  private static final List<String> MANIFEST_TYPES =
      List.of(
          MediaType.OCI_MANIFEST.name(),
          MediaType.OCI_INDEX.name(),
          MediaType.DOCKER_MANIFEST.name(),
          MediaType.DOCKER_MANIFEST_LIST.name());

  private final RegistryHttp http;
  private final String repository;
  private final String userAgent;
  private final Failures failures;
  private final Runnable closer;

  JibRegistry(
      RegistryHttp http, String repository, String userAgent, Failures failures, Runnable closer) {
    this.http = http;
    this.repository = repository;
    this.userAgent = userAgent;
    this.failures = failures;
    this.closer = closer;
  }

  @Override
  public boolean hasBlob(Descriptor blob) {
    return failures.explain(
        "look for blob " + blob.digest() + " in",
        () -> {
          try (Response response = http.send("HEAD", blobPath(blob), List.of())) {
            failures.requireRegistry(response);
            return true;
          } catch (ResponseException e) {
            return absent(e, false);
          }
        });
  }

  @Override
  public boolean putBlob(
      Descriptor blob, Content content, @Nullable String from, LongConsumer sent) {
    return failures.explain(
        "upload blob " + blob.digest() + " to",
        () -> {
          if (from != null) {
            try {
              return pushBlob(blob, content, from, sent);
            } catch (RegistryException | ResponseException | AccessException | TokenException e) {
              // Whatever it has against the mount, it may take the blob: Harbor answers 401 to a
              // mount from a project that the user may not read, and Docker Hub's token service
              // to a scope on somebody else's repository.
            }
          }
          return pushBlob(blob, content, null, sent);
        });
  }

  private boolean pushBlob(
      Descriptor blob, Content content, @Nullable String from, LongConsumer sent)
      throws IOException, RegistryException, DigestException {
    DescriptorDigest digest = DescriptorDigest.fromDigest(blob.digest().toString());
    ContentBlob body = new ContentBlob(blob, digest, content, sent);
    return Operation.run(
        http,
        repository,
        userAgent,
        blob.size(),
        client -> client.pushBlob(digest, body, from, bytes -> {}));
  }

  @Override
  public Optional<Digest> manifestDigest(String reference) {
    return failures.explain(
        "look for " + (reference.contains(":") ? reference : "the tag " + reference) + " in",
        () -> {
          try (Response response = http.send("HEAD", manifestPath(reference), MANIFEST_TYPES)) {
            failures.requireRegistry(response);
            Optional<Digest> named = namedDigest(response);
            if (named.isPresent()) {
              return named;
            }
          } catch (ResponseException e) {
            if (e.getStatusCode() == HttpStatusCodes.STATUS_CODE_NOT_FOUND) {
              return Optional.empty();
            }
          }
          // The answer to a HEAD can't say what is wrong, and some registries know no HEAD here.
          return storedDigest(reference);
        });
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
    return failures.explain(
        "read " + reference + " from",
        () -> {
          try (Response response = http.send("GET", manifestPath(reference), MANIFEST_TYPES)) {
            failures.requireRegistry(response);
            return Optional.of(Digest.sha256(response.getBody().readAllBytes()));
          } catch (ResponseException e) {
            return absent(e, Optional.empty());
          }
        });
  }

  @Override
  public void putManifest(String reference, Manifest manifest) {
    failures.explain(
        "put manifest " + reference + " to",
        () ->
            Operation.run(
                http,
                repository,
                userAgent,
                manifest.size(),
                client -> client.pushManifest(new RawManifest(manifest), reference)));
  }

  private static <T> T absent(ResponseException e, T nothing) throws ResponseException {
    if (e.getStatusCode() == HttpStatusCodes.STATUS_CODE_NOT_FOUND) {
      return nothing;
    }
    throw e;
  }

  @Override
  public void close() {
    closer.run();
  }

  private String blobPath(Descriptor blob) {
    return repository + "/blobs/" + blob.digest();
  }

  private String manifestPath(String reference) {
    return repository + "/manifests/" + reference;
  }
}

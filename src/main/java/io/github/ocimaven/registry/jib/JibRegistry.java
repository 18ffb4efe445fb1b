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
    try (Response response = http.send("HEAD", repository + "/blobs/" + blob.digest(), List.of())) {
      failures.requireRegistry(response);
      return true;
    } catch (ResponseException e) {
      if (e.getStatusCode() == HttpStatusCodes.STATUS_CODE_NOT_FOUND) {
        return false;
      }
      throw failures.of("look for blob " + blob.digest() + " in", e);
    } catch (IOException e) {
      throw failures.of("look for blob " + blob.digest() + " in", e);
    }
  }

  @Override
  public void putBlob(Descriptor blob, Content content, LongConsumer sent) {
    DescriptorDigest digest = jibDigest(blob.digest());
    try {
      Operation.run(
          http,
          repository,
          userAgent,
          blob.size(),
          client ->
              client.pushBlob(
                  digest, new ContentBlob(blob, digest, content, sent), null, bytes -> {}));
    } catch (IOException | RegistryException e) {
      throw failures.of("upload blob " + blob.digest() + " to", e);
    }
  }

  @Override
  public Optional<Digest> manifestDigest(String reference) {
    try (Response response = http.send("HEAD", manifest(reference), MANIFEST_TYPES)) {
      failures.requireRegistry(response);
      List<String> digests = response.getHeader("Docker-Content-Digest");
      return digests.size() == 1
          ? Optional.of(Digest.parse(digests.get(0)))
          : storedDigest(reference);
    } catch (ResponseException e) {
      return switch (e.getStatusCode()) {
        case HttpStatusCodes.STATUS_CODE_NOT_FOUND -> Optional.empty();
        case HttpStatusCodes.STATUS_CODE_UNAUTHORIZED, HttpStatusCodes.STATUS_CODE_FORBIDDEN ->
            throw failures.of("look for " + reference + " in", e);
        // The answer to a HEAD can't say what is wrong, and some registries know no HEAD here.
        default -> storedDigest(reference);
      };
    } catch (IllegalArgumentException e) {
      return storedDigest(reference); // the header holds no digest
    } catch (IOException e) {
      throw failures.of("look for " + reference + " in", e);
    }
  }

  @Override
  public Optional<Digest> storedDigest(String reference) {
    try (Response response = http.send("GET", manifest(reference), MANIFEST_TYPES)) {
      failures.requireRegistry(response);
      return Optional.of(Digest.sha256(response.getBody().readAllBytes()));
    } catch (ResponseException e) {
      if (e.getStatusCode() == HttpStatusCodes.STATUS_CODE_NOT_FOUND) {
        return Optional.empty();
      }
      throw failures.of("read " + reference + " from", e);
    } catch (IOException e) {
      throw failures.of("read " + reference + " from", e);
    }
  }

  @Override
  public void putManifest(String reference, Manifest manifest) {
    try {
      Operation.run(
          http,
          repository,
          userAgent,
          manifest.size(),
          client -> client.pushManifest(new RawManifest(manifest), reference));
    } catch (IOException | RegistryException e) {
      throw failures.of("put manifest " + reference + " to", e);
    }
  }

  @Override
  public void close() {
    closer.run();
  }

  private String manifest(String reference) {
    return repository + "/manifests/" + reference;
  }

  private static DescriptorDigest jibDigest(Digest digest) {
    try {
      return DescriptorDigest.fromDigest(digest.toString());
    } catch (DigestException e) {
      throw new IllegalArgumentException("jib knows sha256 only, not " + digest, e);
    }
  }
}

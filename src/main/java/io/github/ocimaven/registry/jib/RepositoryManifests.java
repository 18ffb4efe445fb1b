package io.github.ocimaven.registry.jib;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.HttpContent;
import com.google.cloud.tools.jib.http.Response;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.registry.PutReceipt;
import io.github.ocimaven.registry.jib.auth.RegistryHttp;
import io.github.ocimaven.registry.jib.failure.InvalidResponse;
import io.github.ocimaven.registry.jib.failure.NotARegistry;
import io.github.ocimaven.registry.jib.failure.Refused;
import io.github.ocimaven.registry.jib.failure.Statuses;
import io.github.ocimaven.registry.jib.http.WireRequest;
import java.io.IOException;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The manifests of one repository, by tag or digest. They are treated as opaque bytes. */
final class RepositoryManifests {

  private static final String TYPES =
      String.join(
          ",",
          MediaType.OCI_MANIFEST.name(),
          MediaType.OCI_INDEX.name(),
          MediaType.DOCKER_MANIFEST.name(),
          MediaType.DOCKER_MANIFEST_LIST.name());

  /** Registries accept no larger manifest (distribution-spec, "Pushing Manifests"). */
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private final RegistryHttp http;
  private final String repository;
  private final TagList tags;

  /**
   * Creates the manifests of a repository.
   *
   * @param repository the repository's name
   */
  RepositoryManifests(RegistryHttp http, String repository) {
    this.http = http;
    this.repository = repository;
    this.tags = new TagList(http, repository);
  }

  /**
   * Resolves a tag or digest.
   *
   * @return the digest that the registry claims, or empty if there is no such manifest
   * @throws IOException if that can't be determined
   */
  Optional<Digest> digest(ManifestName name) throws IOException {
    try {
      return ask(name);
    } catch (Refused e) {
      if (e.isForbidden() && isLacking(name)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Wrongly treating a digest as absent costs a request; wrongly treating a tag as absent moves it.
   */
  private boolean isLacking(ManifestName name) throws IOException {
    return !(name instanceof Tag tag) || tags.lacks(tag);
  }

  private Optional<Digest> ask(ManifestName name) throws IOException {
    try (Response response = http.send(question("HEAD", name))) {
      NotARegistry.throwIfWebPage(response.getHeader("Content-Type"));
      Optional<Digest> named = headerDigest(response, "Docker-Content-Digest");
      if (named.isPresent()) {
        return named;
      }
    } catch (Refused e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      // What may pass is retried; a GET here would double the number of requests.
      if (Statuses.isPassing(e.status()) || (e.deniesAccess() && !e.isForbidden())) {
        throw e;
      }
    }
    // A response to HEAD can't explain what is wrong, and some registries do not support HEAD here.
    return read(name).map(Manifest::digest);
  }

  private static Optional<Digest> headerDigest(Response response, String header) {
    List<String> digests = response.getHeader(header);
    try {
      return digests.size() == 1 ? Optional.of(Digest.parse(digests.get(0))) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a manifest.
   *
   * @return the bytes and their type, or empty if there is no such manifest
   * @throws InvalidResponse if the manifest exceeds the size limit
   * @throws IOException if the manifest can't be read
   */
  Optional<Manifest> read(ManifestName name) throws IOException {
    try (Response response = http.send(question("GET", name))) {
      NotARegistry.throwIfWebPage(response.getHeader("Content-Type"));
      byte[] bytes = response.getBody().readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new InvalidResponse("it is longer than 4 MiB, the limit for a manifest");
      }
      return Optional.of(
          new Manifest(ManifestType.of(response.getHeader("Content-Type"), bytes), bytes));
    } catch (Refused e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Stores a manifest. The response does not prove what the registry stored; only reading the
   * manifest does.
   *
   * @return whether the registry lists the manifest as a referrer
   * @throws IOException if the registry does not accept the manifest
   */
  PutReceipt put(ManifestName name, Manifest manifest) throws IOException {
    return put(url(name), manifest, List.of());
  }

  /**
   * Stores a manifest by its digest, and asks the registry to set tags. The response does not prove
   * that it did; only reading them does.
   *
   * @return also the tags that the registry says it has set
   * @throws IOException if the registry does not accept the manifest
   */
  PutReceipt put(Manifest manifest, List<Tag> names) throws IOException {
    // A tag contains nothing that a query would have to escape.
    String query =
        names.stream().map(tag -> "tag=" + tag).collect(Collectors.joining("&", "?", ""));
    return put(http.url(path(ManifestName.of(manifest.digest())) + query), manifest, names);
  }

  private PutReceipt put(URL url, Manifest manifest, List<Tag> names) throws IOException {
    HttpContent bytes = new ByteArrayContent(manifest.mediaType().name(), manifest.bytes());
    try (Response response = http.send(new WireRequest("PUT", url, Map.of(), bytes))) {
      return new PutReceipt(headerDigest(response, "OCI-Subject"), tagsSet(response, names));
    }
  }

  /** Returns the tags in the headers: one or more, each with one or more tags. */
  private static Set<Tag> tagsSet(Response response, List<Tag> requested) {
    Set<String> named =
        response.getHeader("OCI-Tag").stream()
            .flatMap(header -> Arrays.stream(header.split(",", -1)))
            .map(String::strip)
            .collect(Collectors.toSet());
    return requested.stream()
        .filter(tag -> named.contains(tag.value()))
        .collect(Collectors.toSet());
  }

  private WireRequest question(String method, ManifestName name) {
    return WireRequest.of(method, url(name)).accepting(TYPES);
  }

  private URL url(ManifestName name) {
    return http.url(path(name));
  }

  private String path(ManifestName name) {
    return repository + "/manifests/" + name;
  }
}

package io.github.ocimaven.registry.jib;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpStatusCodes;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.model.MediaType;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The manifests of one repository, by tag or digest, which are bytes here and nothing else. */
final class RepositoryManifests {

  private static final String TYPES =
      String.join(
          ",",
          MediaType.OCI_MANIFEST.name(),
          MediaType.OCI_INDEX.name(),
          MediaType.DOCKER_MANIFEST.name(),
          MediaType.DOCKER_MANIFEST_LIST.name());

  private final RegistryHttp http;
  private final String repository;
  private final TagList tags;

  /**
   * Knows no manifest.
   *
   * @param http sends the requests
   * @param repository the repository's name
   */
  RepositoryManifests(RegistryHttp http, String repository) {
    this.http = http;
    this.repository = repository;
    this.tags = new TagList(http, repository);
  }

  /**
   * Asks what a name stands for.
   *
   * @return the digest that the registry claims, or nothing where there is no such manifest
   * @throws IOException if nobody knows
   */
  Optional<Digest> digest(ManifestName name) throws IOException {
    try {
      return ask(name);
    } catch (AccessException e) {
      if (e.isForbidden() && isLacking(name)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** To take a digest for absent costs a request; a tag that is taken for absent is moved. */
  private boolean isLacking(ManifestName name) throws IOException {
    return !(name instanceof Tag tag) || tags.lacks(tag);
  }

  private Optional<Digest> ask(ManifestName name) throws IOException {
    try (Response response = http.send(question("HEAD", name))) {
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
    return storedDigest(name);
  }

  private static Optional<Digest> namedDigest(Response response) {
    List<String> digests = response.getHeader("Docker-Content-Digest");
    try {
      return digests.size() == 1 ? Optional.of(Digest.parse(digests.get(0))) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a manifest.
   *
   * @return the digest of its bytes, or nothing where there is none
   * @throws IOException if it can't be read
   */
  Optional<Digest> storedDigest(ManifestName name) throws IOException {
    try (Response response = http.send(question("GET", name))) {
      ErrorAnswer.requireNoWebPage(response);
      return Optional.of(Digest.sha256(response.getBody().readAllBytes()));
    } catch (ResponseException e) {
      if (e.getStatusCode() == HttpStatusCodes.STATUS_CODE_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Stores a manifest. What the registry answers says nothing of what it stored: only to read it
   * does.
   *
   * @throws IOException if the registry does not take it
   */
  void put(ManifestName name, Manifest manifest) throws IOException {
    HttpContent bytes = new ByteArrayContent(manifest.mediaType().name(), manifest.bytes());
    http.send(new WireRequest("PUT", url(name), Map.of(), bytes)).close();
  }

  private WireRequest question(String method, ManifestName name) {
    return WireRequest.of(method, url(name)).accepting(TYPES);
  }

  private URL url(ManifestName name) {
    return http.url(repository + "/manifests/" + name);
  }
}

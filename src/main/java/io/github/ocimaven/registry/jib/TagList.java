package io.github.ocimaven.registry.jib;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.client.http.HttpStatusCodes;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.json.JsonTree;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.registry.jib.auth.AccessException;
import io.github.ocimaven.registry.jib.auth.RegistryHttp;
import io.github.ocimaven.registry.jib.http.WireRequest;
import java.io.IOException;
import java.util.stream.StreamSupport;

/**
 * The tags of a repository (distribution-spec, "Listing Tags"), to look up a tag that can't be
 * read. Artifactory returns 403 for a missing tag of a virtual repository if one of the
 * repositories behind it is not readable for the user
 * (https://github.com/google/go-containerregistry/pull/1691). An existing tag must not be treated
 * as absent, since it would be moved.
 *
 * @param repository the repository's name
 */
record TagList(RegistryHttp http, String repository) {

  /** More than most repositories have; further pages are not read. */
  private static final int MAX_TAGS = 10_000;

  /**
   * Returns whether a tag is known to be absent.
   *
   * @throws IOException if there is no response
   */
  boolean lacks(Tag tag) throws IOException {
    WireRequest list =
        WireRequest.of("GET", http.url(repository + "/tags/list?n=" + MAX_TAGS))
            .accepting("application/json");
    try (Response answer = http.send(list)) {
      JsonNode document = JsonTree.readFirst(JsonTree.JSON.createParser(answer.getBody()));
      return answer.getHeader("Link").isEmpty()
          && document.has("tags")
          && StreamSupport.stream(document.get("tags").spliterator(), false)
              .noneMatch(each -> each.asText().equals(tag.value()));
    } catch (ResponseException e) {
      return e.getStatusCode() == HttpStatusCodes.STATUS_CODE_NOT_FOUND;
    } catch (AccessException e) {
      return false;
    }
  }
}

package io.github.ocimaven.registry.jib;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.http.Response;
import io.github.ocimaven.json.JsonTree;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.registry.jib.auth.RegistryHttp;
import io.github.ocimaven.registry.jib.failure.Refused;
import io.github.ocimaven.registry.jib.http.WireRequest;
import java.io.IOException;
import java.util.stream.StreamSupport;

/**
 * The tags of a repository (distribution-spec, "Listing Tags"), for a tag that may not be read.
 * Artifactory answers 403 for what a virtual repository does not have, if it has a repository
 * behind it that the user may not read (https://github.com/google/go-containerregistry/pull/1691).
 * But a tag that is there must not be taken for absent: it would be moved.
 *
 * @param http sends the request
 * @param repository the repository's name
 */
record TagList(RegistryHttp http, String repository) {

  /** More than a repository has, in most cases; what comes in pages is not read. */
  private static final int MAX_TAGS = 10_000;

  /**
   * Tells whether a tag is known not to be there.
   *
   * @param tag the tag
   * @throws IOException if there is no answer
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
    } catch (Refused e) {
      return e.isNotFound();
    }
  }
}

package io.github.ocimaven.registry.jib.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.ocimaven.json.JsonTree;
import io.github.ocimaven.registry.jib.failure.ErrorResponse;
import io.github.ocimaven.registry.jib.failure.NoToken;
import io.github.ocimaven.registry.jib.http.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parses a token service's error response: {@code error} and {@code error_description} (RFC 6749,
 * section 5.2), distribution's {@code errors}, or Docker Hub's {@code details}.
 */
final class TokenRefusal {

  /** OAuth2's errors about credentials, with the status 400 (RFC 6749, section 5.2). */
  private static final Set<String> BAD_CREDENTIALS =
      Set.of("invalid_grant", "invalid_client", "unauthorized_client");

  private TokenRefusal() {}

  /**
   * Explains an error response.
   *
   * @param service the token service's URL without secrets
   * @param retryAfter the response's header {@code Retry-After}, or null if it has none
   * @param secrets the secrets to hide in case the service repeats them
   */
  static NoToken of(
      String service, int status, @Nullable String retryAfter, byte[] body, Secrets secrets) {
    JsonNode json = json(body);
    String error = json.path("error").asText("");
    String said =
        texts(json).stream().filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    return NoToken.refused(
        service,
        status,
        said.isEmpty() ? "" : ": " + ErrorResponse.shorten(secrets.hideIn(said)),
        status == 401 || status == 403 || (status == 400 && BAD_CREDENTIALS.contains(error)),
        retryAfter);
  }

  private static List<String> texts(JsonNode json) {
    List<String> texts = new ArrayList<>();
    Stream.of("error", "error_description", "details")
        .forEach(name -> texts.add(json.path(name).asText("")));
    for (JsonNode error : json.path("errors")) {
      texts.add(error.path("code").asText(""));
      texts.add(error.path("message").asText(""));
    }
    return texts;
  }

  private static JsonNode json(byte[] body) {
    try {
      return JsonTree.readFirst(JsonTree.JSON.createParser(body));
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}

package io.github.ocimaven.registry.jib.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.json.JsonTree;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token from a token service. {@code toString} does not reveal it.
 *
 * @param value the value after {@code Bearer} in the Authorization header
 * @param lifetime how long the token is valid after it was received
 */
record Token(String value, Duration lifetime) {

  /** The default in distribution's token specification. */
  private static final Duration DEFAULT_LIFETIME = Duration.ofSeconds(60);

  private static final Duration MAX_LIFETIME = Duration.ofDays(1);

  private static final int MAX_LENGTH = 64 * 1024;
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]+");

  /**
   * Parses a token service's response: {@code token}, or OAuth2's {@code access_token}, and {@code
   * expires_in} in seconds.
   *
   * @param response the response's JSON
   * @throws IOException if it contains no valid token; the message continues "gave no token: "
   */
  static Token parse(byte[] response) throws IOException {
    JsonNode json;
    try {
      json = JsonTree.readFirst(JsonTree.JSON.createParser(response));
    } catch (JsonProcessingException e) {
      // Jackson's message quotes the response, which may contain a token.
      throw new IOException("its response is not JSON");
    }
    String token = text(json.path("token"));
    String value = token == null ? text(json.path("access_token")) : token;
    if (value == null) {
      throw new IOException("its response contains no token");
    }
    if (value.length() > MAX_LENGTH || !VISIBLE_ASCII.matcher(value).matches()) {
      throw new IOException("its response contains a token that does not fit into a header");
    }
    return new Token(value, lifetime(json.path("expires_in").asLong(0)));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() && !node.textValue().isEmpty() ? node.textValue() : null;
  }

  private static Duration lifetime(long seconds) {
    return seconds <= 0
        ? DEFAULT_LIFETIME
        : Duration.ofSeconds(Math.min(seconds, MAX_LIFETIME.toSeconds()));
  }

  @Override
  public String toString() {
    return "a token for " + lifetime.toSeconds() + " s";
  }
}

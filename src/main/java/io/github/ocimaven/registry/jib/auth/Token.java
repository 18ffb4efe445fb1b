package io.github.ocimaven.registry.jib.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.json.JsonTree;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a token service gives. No {@code toString} tells.
 *
 * @param value goes after {@code Bearer} into a header
 * @param lifetime for how long it is good, from when it came
 */
record Token(String value, Duration lifetime) {

  /** Distribution's token specification: what is meant where nothing is said. */
  private static final Duration DEFAULT_LIFETIME = Duration.ofSeconds(60);

  private static final Duration MAX_LIFETIME = Duration.ofDays(1);

  private static final int MAX_LENGTH = 64 * 1024;
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]+");

  /**
   * Reads a token service's answer: {@code token}, or {@code access_token} as OAuth2 calls it, and
   * {@code expires_in} in seconds.
   *
   * @param answer JSON
   * @throws IOException if it holds no token; the message continues "it gave no token: "
   */
  static Token parse(byte[] answer) throws IOException {
    JsonNode json;
    try {
      json = JsonTree.readFirst(JsonTree.JSON.createParser(answer));
    } catch (JsonProcessingException e) {
      // Jackson's message quotes the answer, in which there may be a token.
      throw new IOException("its answer is no JSON");
    }
    String token = text(json.path("token"));
    String value = token == null ? text(json.path("access_token")) : token;
    if (value == null) {
      throw new IOException("its answer holds no token");
    }
    if (value.length() > MAX_LENGTH || !VISIBLE_ASCII.matcher(value).matches()) {
      throw new IOException("its answer holds a token that fits into no header");
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

package io.github.ocimaven.registry.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.ocimaven.json.JsonTree;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.text.ForeignText;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The response of a helper: if it exits with 0, a JSON object with {@code ServerURL}, {@code
 * Username} and {@code Secret}; otherwise a message for humans, which docker's own helpers write to
 * standard output. No message and no {@code toString} reveals a secret.
 *
 * @param output the standard output
 * @param complaint the standard error
 */
record HelperAnswer(int exitCode, String output, String complaint) {

  /** The message of a helper that has no credentials, as fixed by the protocol. */
  private static final String NOT_FOUND = "credentials not found in native keychain";

  /** The user name that marks the secret as an identity token. */
  private static final String TOKEN_USER = "<token>";

  /**
   * Text that may contain a secret: a response, or part of one; a response of another protocol; a
   * JSON web token; and a single word, since an error message has several.
   */
  private static final Pattern TELLING =
      Pattern.compile(
          "(?im)\\A\\{|\"(secret|password|\\w*token)\"|\\b(secret|password|\\w*token)="
              + "|^\\s*(secret|password|\\w*token)\\s*:|://[^/\\s]*@|\\beyJ[\\w-]{8}|\\A\\S+\\z");

  private static final int MAX_WORDS = 300;

  /**
   * Parses the response.
   *
   * @param origin the origin of the returned credentials
   * @return empty if the helper has no credentials
   * @throws HelperException if the helper failed, or speaks another protocol
   */
  Optional<Credentials> credentials(String origin) throws HelperException {
    if (exitCode == 0) {
      return Optional.of(parse(origin));
    }
    String words = output.isEmpty() ? complaint : output;
    if (words.contains(NOT_FOUND)) {
      return Optional.empty();
    }
    throw HelperException.failed(said(words));
  }

  private Credentials parse(String origin) throws HelperException {
    JsonNode answer = json();
    String username = answer.path("Username").asText("");
    String secret = answer.path("Secret").asText("");
    if (username.isEmpty() || secret.isEmpty()) {
      throw HelperException.failed(
          "responded without a user name and a secret; its response is not shown here");
    }
    return username.equals(TOKEN_USER)
        ? new Credentials.IdentityToken(secret, origin)
        : new Credentials.Login(username, secret, origin);
  }

  /** Drops the parser's exception, since it may quote the response. */
  private JsonNode json() {
    try {
      return JsonTree.read(JsonTree.JSON.createParser(output));
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private String said(String words) {
    if (words.isEmpty()) {
      return "exited with code " + exitCode + " and printed nothing";
    }
    return TELLING.matcher(words).find()
        ? "exited with code "
            + exitCode
            + "; its output is not shown here, since it may contain a secret"
        : "says: " + ForeignText.oneLine(words, MAX_WORDS);
  }

  @Override
  public String toString() {
    return "a response with exit code " + exitCode;
  }
}

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
 * What a helper has answered: where it ends with 0, the JSON object {@code ServerURL}, {@code
 * Username}, {@code Secret}; else its words for a human, which docker's own write to the standard
 * output. No message and no {@code toString} tells a secret.
 *
 * @param exitCode how it has ended
 * @param output its standard output
 * @param complaint its standard error
 */
record HelperAnswer(int exitCode, String output, String complaint) {

  /** What a helper says where it has none; the protocol fixes the words. */
  private static final String NOT_FOUND = "credentials not found in native keychain";

  /** The user name that stands next to an identity token. */
  private static final String TOKEN_USER = "<token>";

  /**
   * What may hold a secret: an answer, or a part of one; the answer to another protocol; a JSON web
   * token; and what is one word, since a complaint has several.
   */
  private static final Pattern TELLING =
      Pattern.compile(
          "(?im)\\A\\{|\"(secret|password|\\w*token)\"|\\b(secret|password|\\w*token)="
              + "|^\\s*(secret|password|\\w*token)\\s*:|://[^/\\s]*@|\\beyJ[\\w-]{8}|\\A\\S+\\z");

  private static final int MAX_WORDS = 300;

  /**
   * Reads the answer.
   *
   * @param origin what the credentials say that they came from
   * @return nothing where the helper says that it has none
   * @throws HelperException if it has failed, or speaks another protocol
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
          "gave an answer without user name and secret, which is not shown here");
    }
    return username.equals(TOKEN_USER)
        ? new Credentials.IdentityToken(secret, origin)
        : new Credentials.Login(username, secret, origin);
  }

  /** An exception of the parser's may quote the answer: it goes no further. */
  private JsonNode json() {
    try {
      return JsonTree.read(JsonTree.JSON.createParser(output));
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private String said(String words) {
    if (words.isEmpty()) {
      return "ended with exit code " + exitCode + " and without a word";
    }
    return TELLING.matcher(words).find()
        ? "ended with exit code "
            + exitCode
            + "; what it says is not shown here, since it may hold a secret"
        : "says: " + ForeignText.oneLine(words, MAX_WORDS);
  }

  @Override
  public String toString() {
    return "an answer with exit code " + exitCode;
  }
}

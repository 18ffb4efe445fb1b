package io.github.ocimaven.registry.jib.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.json.JsonTree;
import io.github.ocimaven.text.ForeignText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a registry says when it refuses something (distribution-spec, "Error Codes").
 *
 * @param status the HTTP status
 * @param codes the spec's error codes, such as {@code NAME_INVALID}; empty where there are none
 * @param said the codes and messages as they continue a sentence, {@code ": DENIED, not yours"}, or
 *     an empty text
 * @param content the whole answer, without secrets: to be searched, not to be shown
 * @param isWebPage whether it is not a registry that speaks
 */
public record ErrorAnswer(
    int status, List<String> codes, String said, String content, boolean isWebPage) {

  private static final int MAX_LENGTH = 300;

  /** Copies the list. */
  public ErrorAnswer {
    codes = List.copyOf(codes);
  }

  /**
   * Reads an answer.
   *
   * @param response the answer
   * @param secrets what is hidden, should the registry repeat it
   */
  public static ErrorAnswer of(ResponseException response, Secrets secrets) {
    String content = Objects.requireNonNullElse(response.getContent(), "").strip();
    List<String> codes = new ArrayList<>();
    String said = content.isEmpty() || content.startsWith("<") ? "" : said(content, codes, secrets);
    return new ErrorAnswer(
        response.getStatusCode(),
        codes,
        said,
        secrets.hideIn(content),
        isWebPage(response, content));
  }

  /** Returns the spec's error codes in an answer, none where it has none. */
  public static List<String> codes(ResponseException response) {
    List<String> codes = new ArrayList<>();
    try {
      String content = Objects.requireNonNullElse(response.getContent(), "");
      json(content).path("errors").forEach(error -> codes.add(code(error)));
    } catch (IOException e) {
      // No JSON, no codes.
    }
    return codes;
  }

  private static JsonNode json(String content) throws IOException {
    return JsonTree.readFirst(JsonTree.JSON.createParser(content));
  }

  private static String code(JsonNode error) {
    return error.path("code").asText("");
  }

  /**
   * Refuses an answer that no registry gives: a web page.
   *
   * @param response a successful answer
   * @throws NotARegistryException if it is one
   */
  public static void requireNoWebPage(Response response) throws NotARegistryException {
    if (response.getHeader("Content-Type").stream().anyMatch(ErrorAnswer::isHtml)) {
      throw new NotARegistryException();
    }
  }

  private static String said(String content, List<String> codes, Secrets secrets) {
    StringBuilder said = new StringBuilder();
    try {
      for (JsonNode error : json(content).path("errors")) {
        String code = code(error);
        codes.add(code);
        said.append(": ").append(code).append(", ").append(error.path("message").asText(""));
        JsonNode detail = error.path("detail");
        if (detail.isTextual()) { // Nexus says only there what it means
          said.append(" (").append(detail.asText()).append(')');
        }
      }
    } catch (IOException e) {
      return ": " + shorten(secrets.hideIn(content));
    }
    return shorten(secrets.hideIn(said.toString()));
  }

  private static boolean isWebPage(ResponseException response, String content) {
    int status = response.getStatusCode();
    // A gateway's own error page, or its login, does not mean that there is no registry behind it.
    if (status >= 500
        || status == 413
        || Statuses.isPassing(status)
        || response.getHeaders().getAuthenticate() != null) {
      return false;
    }
    String type = response.getHeaders().getContentType();
    return (type != null && isHtml(type))
        || content.toLowerCase(Locale.ROOT).matches("(?s)<(!doctype )?html.*");
  }

  static boolean isHtml(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).startsWith("text/html");
  }

  /** Tells whether it is the repository that the registry does not want, or does not have. */
  public boolean refusesRepository() {
    return codes.contains("NAME_INVALID")
        || (status == 404 && codes.stream().noneMatch(code -> code.startsWith("BLOB_")));
  }

  /** Makes somebody else's text fit into a line of ours. */
  public static String shorten(String text) {
    return ForeignText.oneLine(text, MAX_LENGTH);
  }
}

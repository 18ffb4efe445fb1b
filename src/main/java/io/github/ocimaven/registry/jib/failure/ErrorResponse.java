package io.github.ocimaven.registry.jib.failure;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponse;
import io.github.ocimaven.json.JsonTree;
import io.github.ocimaven.text.ForeignText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A registry's error response (distribution-spec, "Error Codes").
 *
 * @param codes the spec's error codes, such as {@code NAME_INVALID}; empty if there are none
 * @param said the codes and messages, worded to continue a sentence, {@code ": DENIED, not yours"},
 *     or an empty text
 * @param content the whole body without secrets, for searching only; it must not be shown
 * @param isWebPage whether the body is a web page, which no registry sends
 * @param location the header {@code Location}, or null if there is none
 * @param retryAfter the header {@code Retry-After}, or null if there is none
 * @param challenges the values of the headers {@code WWW-Authenticate}
 */
public record ErrorResponse(
    int status,
    List<String> codes,
    String said,
    String content,
    boolean isWebPage,
    @Nullable String location,
    @Nullable String retryAfter,
    List<String> challenges) {

  private static final int MAX_LENGTH = 300;

  public ErrorResponse {
    codes = List.copyOf(codes);
    challenges = List.copyOf(challenges);
  }

  /**
   * Reads a response.
   *
   * @param response the response, whose body is read
   * @param hiding hides secrets in case the registry repeats them
   */
  public static ErrorResponse read(HttpResponse response, UnaryOperator<String> hiding) {
    String content = content(response);
    List<String> codes = new ArrayList<>();
    String said = content.isEmpty() || content.startsWith("<") ? "" : said(content, codes, hiding);
    HttpHeaders headers = response.getHeaders();
    return new ErrorResponse(
        response.getStatusCode(),
        codes,
        said,
        hiding.apply(content),
        isWebPage(response.getStatusCode(), headers, content),
        headers.getLocation(),
        headers.getRetryAfter(),
        headers.getHeaderStringValues("WWW-Authenticate"));
  }

  private static String content(HttpResponse response) {
    try {
      return Objects.requireNonNullElse(response.parseAsString(), "").strip();
    } catch (IOException | IllegalArgumentException e) {
      return ""; // without a readable body, the status is all there is
    }
  }

  private static String said(String content, List<String> codes, UnaryOperator<String> hiding) {
    StringBuilder said = new StringBuilder();
    try {
      JsonNode json = JsonTree.readFirst(JsonTree.JSON.createParser(content));
      for (JsonNode error : json.path("errors")) {
        String code = error.path("code").asText("");
        codes.add(code);
        said.append(": ").append(code).append(", ").append(error.path("message").asText(""));
        JsonNode detail = error.path("detail");
        if (detail.isTextual()) { // the only place where Nexus gives the reason
          said.append(" (").append(detail.asText()).append(')');
        }
      }
    } catch (IOException e) {
      return ": " + shorten(hiding.apply(content));
    }
    return shorten(hiding.apply(said.toString()));
  }

  private static boolean isWebPage(int status, HttpHeaders headers, String content) {
    // A gateway's error or login page does not mean that there is no registry behind it.
    if (status >= 500
        || status == 413
        || Statuses.isPassing(status)
        || headers.getAuthenticate() != null) {
      return false;
    }
    String type = headers.getContentType();
    return (type != null && NotARegistry.isHtml(type))
        || content.toLowerCase(Locale.ROOT).matches("(?s)<(!doctype )?html.*");
  }

  /** Returns whether the registry does not allow the repository, or does not have it. */
  public boolean refusesRepository() {
    return codes.contains("NAME_INVALID")
        || (status == 404 && codes.stream().noneMatch(code -> code.startsWith("BLOB_")));
  }

  /** Shortens foreign text to fit into one line of a message. */
  public static String shorten(String text) {
    return ForeignText.oneLine(text, MAX_LENGTH);
  }
}

package io.github.ocimaven.registry.jib.http;

import io.github.ocimaven.registry.jib.failure.ErrorResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A registry's demand for authentication: one challenge of a {@code WWW-Authenticate} header (RFC
 * 9110, section 11.6.1).
 *
 * @param scheme the scheme in lower case, {@code basic} or {@code bearer}
 * @param parameters its parameters by their names in lower case, without quotes
 */
public record Challenge(String scheme, Map<String, String> parameters) {

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern PARAMETER =
      Pattern.compile(
          "[\\s,]*("
              + TOKEN
              + ")\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]+))(?=[\\s,]|$)");
  // Sent by Negotiate instead of parameters.
  private static final Pattern TOKEN68 =
      Pattern.compile("\\s+[A-Za-z0-9._~+/-]+=*+(?=\\s*(?:,|$))");
  private static final Pattern SCHEME = Pattern.compile("[\\s,]*(" + TOKEN + ")(?=[\\s,]|$)");

  public Challenge {
    parameters = Map.copyOf(parameters);
  }

  public boolean isBasic() {
    return scheme.equals("basic");
  }

  public boolean isBearer() {
    return scheme.equals("bearer");
  }

  /** Returns whether the token was valid, but not for this request (RFC 6750, section 3.1). */
  public boolean isInsufficientScope() {
    return parameter("error").equals("insufficient_scope");
  }

  /** Returns whether the token was invalid (RFC 6750, section 3.1). */
  public boolean isInvalidToken() {
    return parameter("error").equals("invalid_token");
  }

  /**
   * Returns the value of a parameter, or an empty text.
   *
   * @param name the parameter's name in lower case
   */
  public String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** Reads the challenges of a response. */
  public static List<Challenge> of(ErrorResponse response) {
    return parse(response.challenges());
  }

  /**
   * Parses challenges. There may be several headers, each with several challenges.
   *
   * @param headers the values of all {@code WWW-Authenticate} headers
   * @return the challenges, without those after a syntax error in the same header
   */
  public static List<Challenge> parse(List<String> headers) {
    List<Challenge> challenges = new ArrayList<>();
    for (String header : headers) {
      parse(header, challenges);
    }
    return challenges;
  }

  private static void parse(String header, List<Challenge> challenges) {
    Matcher scheme = SCHEME.matcher(header);
    Matcher token68 = TOKEN68.matcher(header);
    Matcher parameter = PARAMETER.matcher(header);
    int position = 0;
    while (matches(scheme, position)) {
      String name = scheme.group(1).toLowerCase(Locale.ROOT);
      position = scheme.end();
      if (matches(token68, position)) {
        position = token68.end();
      }
      Map<String, String> parameters = new LinkedHashMap<>();
      while (matches(parameter, position)) {
        String quoted = parameter.group(2);
        parameters.put(
            parameter.group(1).toLowerCase(Locale.ROOT),
            quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        position = parameter.end();
      }
      challenges.add(new Challenge(name, parameters));
    }
  }

  /** Matches at one position only: a search would scan the rest of the header each time. */
  private static boolean matches(Matcher matcher, int position) {
    return matcher.region(position, matcher.regionEnd()).lookingAt();
  }
}

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
  // What Negotiate sends instead of parameters.
  private static final Pattern TOKEN68 =
      Pattern.compile("\\s+[A-Za-z0-9._~+/-]+=*+(?=\\s*(?:,|$))");
  private static final Pattern SCHEME = Pattern.compile("[\\s,]*(" + TOKEN + ")(?=[\\s,]|$)");

  /** Copies the parameters. */
  public Challenge {
    parameters = Map.copyOf(parameters);
  }

  public boolean isBasic() {
    return scheme.equals("basic");
  }

  public boolean isBearer() {
    return scheme.equals("bearer");
  }

  /** Tells whether a token was good, but not for this (RFC 6750, section 3.1). */
  public boolean isInsufficientScope() {
    return parameter("error").equals("insufficient_scope");
  }

  /** Tells whether a token was not good at all (RFC 6750, section 3.1). */
  public boolean isInvalidToken() {
    return parameter("error").equals("invalid_token");
  }

  /**
   * Returns a parameter's value, or an empty text.
   *
   * @param name its name in lower case
   */
  public String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** Reads the challenges of a response. */
  public static List<Challenge> of(ErrorResponse response) {
    return parse(response.challenges());
  }

  /**
   * Reads challenges. Several may stand in one header, and several headers may be there.
   *
   * @param headers the values of all {@code WWW-Authenticate} headers
   * @return the challenges; what follows something that is no challenge is left out
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

  /** Looks at one position only: a search would go through the rest of the header each time. */
  private static boolean matches(Matcher matcher, int position) {
    return matcher.region(position, matcher.regionEnd()).lookingAt();
  }
}

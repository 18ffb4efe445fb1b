package io.github.ocimaven.document;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of RFC 3986, {@code URI-reference}. {@link java.net.URI} follows an older one: it
 * accepts non-ASCII letters, and rejects some forms that are allowed.
 */
final class UriReference {

  private static final String HEX = "[0-9A-Fa-f]";
  private static final String UNRESERVED_OR_DELIMITER = "A-Za-z0-9._~!$&'()*+,;=\\-";
  private static final String PATH = anyOf(":@/");
  private static final String TAIL = anyOf(":@/?");
  private static final String IP_LITERAL =
      "\\[(?:[0-9A-Fa-f:.]++|[vV]" + HEX + "++\\.[:" + UNRESERVED_OR_DELIMITER + "]++)]";
  private static final String AUTHORITY =
      "(?:" + anyOf(":") + "@)?+(?:" + IP_LITERAL + "|" + anyOf("") + ")(?::[0-9]*+)?+";
  private static final Pattern GRAMMAR =
      Pattern.compile(
          // Without a scheme there is no colon before the first slash.
          "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*+):|(?![^:/?#]*+:))"
              + ("(?://" + AUTHORITY + "(?:/" + PATH + ")?+|(?!//)" + PATH + ")")
              + ("(?:\\?" + TAIL + ")?+(?:#" + TAIL + ")?+"));

  private UriReference() {}

  /** Possessive, because a pattern that backtracks overflows the stack on hostile input. */
  private static String anyOf(String more) {
    String plain = "[" + more + UNRESERVED_OR_DELIMITER + "]*+";
    return plain + "(?:%" + HEX + "{2}" + plain + ")*+";
  }

  /** Returns whether a text fits the grammar. */
  static boolean isValid(String text) {
    return GRAMMAR.matcher(text).matches();
  }

  /** Returns whether a text fits the grammar and has the scheme http or https. */
  static boolean isHttp(String text) {
    Matcher matcher = GRAMMAR.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    String scheme = matcher.group("scheme");
    return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
  }
}

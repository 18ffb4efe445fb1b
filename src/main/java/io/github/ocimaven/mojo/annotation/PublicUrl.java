package io.github.ocimaven.mojo.annotation;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Removes secrets from a POM's URLs, since everyone who can pull the image can read them. */
final class PublicUrl {

  /** {@code user:password@} or {@code token@} after a scheme. */
  private static final Pattern USER_INFO =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#\\s]*)@");

  /**
   * A password with a slash, or a login without a scheme: not a URL, but programs may accept it.
   */
  private static final Pattern ODD_LOGIN =
      Pattern.compile(
          "^([A-Za-z][A-Za-z0-9+.-]*://)(?!\\[)[^/@\\s]*:(?!\\d*(?:[/?#]|$))\\S*@"
              + "|^(//)?[^\\s/:@]+:[^\\s/@]*@");

  /** A part of a query or fragment whose name suggests a secret. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?<=[?&;#])[^=&;#]*(?:token|secret|passw|pwd|auth|cred|key|sig|session|jwt)[^=&;#]*"
              + "=[^&;#]*[&;]?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern DANGLING = Pattern.compile("[?&;]+(?=#|$)|#$");

  private static final Pattern SCM = Pattern.compile("scm:[^:|]*[:|]");

  /** Git may read and write at different addresses: {@code [fetch=]URL[push=]URL}. */
  private static final Pattern FETCH = Pattern.compile(".*\\[fetch=](.*?)(?:\\[push=].*)?$");

  private static final Pattern REMOTE = Pattern.compile("(?!file:)[A-Za-z][A-Za-z0-9+.-]*://.+");

  /** An address in the scp-like syntax of SSH: {@code git@github.com:acme/app.git}. */
  private static final Pattern SSH_ADDRESS = Pattern.compile("[^\\s/:@]+@[^\\s/:@]+:[^:]+");

  private PublicUrl() {}

  /** Removes credentials. The user name in an SSH address stays, since it is not a credential. */
  static String of(String url) {
    String anonymous =
        USER_INFO
            .matcher(url.strip())
            .replaceAll(match -> Matcher.quoteReplacement(login(match.group(1), match.group(2))));
    anonymous = ODD_LOGIN.matcher(anonymous).replaceFirst(PublicUrl::behindLogin);
    String cleaned = SECRET.matcher(anonymous).replaceAll("");
    return cleaned.equals(anonymous) ? cleaned : DANGLING.matcher(cleaned).replaceAll("");
  }

  private static String behindLogin(MatchResult login) {
    return Stream.of(login.group(1), login.group(2))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  private static String login(String scheme, String userInfo) {
    String name = userInfo.replaceFirst(":.*", "");
    boolean kept = scheme.contains("ssh") && !name.isEmpty() && !name.contains("@");
    return scheme + "://" + (kept ? name + "@" : "");
  }

  /**
   * Returns the URL in the address of a source repository.
   *
   * @param connection the address in the form of Maven SCM: {@code scm:git:https://host/app.git}
   * @return the URL without credentials, or empty if it is not the URL of another machine
   */
  static Optional<String> ofConnection(String connection) {
    String addresses = SCM.matcher(connection.strip()).replaceFirst("");
    String address = FETCH.matcher(addresses).replaceFirst("$1");
    return REMOTE.matcher(address).matches() || SSH_ADDRESS.matcher(address).matches()
        ? Optional.of(of(address))
        : Optional.empty();
  }
}

package io.github.ocimaven.mojo.annotation;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes URLs of a POM fit for everybody who may read the image: none tells a secret. */
final class PublicUrl {

  /** Behind a scheme: {@code user:password@}, and {@code token@}. */
  private static final Pattern USER_INFO =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#\\s]*)@");

  /** A password with a slash, and a login without a scheme: no URL, but programs may take them. */
  private static final Pattern ODD_LOGIN =
      Pattern.compile(
          "^([A-Za-z][A-Za-z0-9+.-]*://)(?!\\[)[^/@\\s]*:(?!\\d*(?:[/?#]|$))\\S*@"
              + "|^(//)?[^\\s/:@]+:[^\\s/@]*@");

  /** A part of a query or fragment whose name sounds like a secret's. */
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

  /** An address as SSH programs know it: {@code git@github.com:acme/app.git}. */
  private static final Pattern SSH_ADDRESS = Pattern.compile("[^\\s/:@]+@[^\\s/:@]+:[^:]+");

  private PublicUrl() {}

  /**
   * Removes credentials. The user's name in an SSH address is none, and stays.
   *
   * @param url any URL
   */
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
   * @param connection the address as Maven's SCM has it: {@code scm:git:https://host/app.git}
   * @return the URL without credentials, or nothing where it leads to no other machine
   */
  static Optional<String> ofConnection(String connection) {
    String addresses = SCM.matcher(connection.strip()).replaceFirst("");
    String address = FETCH.matcher(addresses).replaceFirst("$1");
    return REMOTE.matcher(address).matches() || SSH_ADDRESS.matcher(address).matches()
        ? Optional.of(of(address))
        : Optional.empty();
  }
}

package io.github.ocimaven.registry.jib.http;

import java.net.MalformedURLException;
import java.net.URL;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes URLs safe to log. */
public final class LoggableUrl {

  /** Defined by distribution-spec; any other parameter may be a signature or an upload's state. */
  private static final Set<String> HARMLESS = Set.of("digest", "mount", "from", "service", "scope");

  private static final Pattern IN_TEXT =
      Pattern.compile("(?<!\\S)\\S*?(?::/|[?@]).*", Pattern.DOTALL);

  private LoggableUrl() {}

  /** Parses a URL whose parts were checked before. */
  public static URL of(String text) {
    try {
      return new URL(text);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * Cuts a message off where a URL may begin. A malformed URL may contain spaces, with secrets
   * anywhere in it.
   *
   * @param message the message of a library, or null
   */
  public static String cut(@Nullable String message) {
    return IN_TEXT.matcher(String.valueOf(message)).replaceFirst("…");
  }

  /**
   * Returns a URL without user names, passwords, fragments, and the values of parameters that may
   * be secret.
   */
  public static String withoutSecrets(URL url) {
    String query = url.getQuery();
    return origin(url)
        + url.getPath()
        + (query == null
            ? ""
            : Arrays.stream(query.split("&", -1))
                .map(LoggableUrl::parameter)
                .collect(Collectors.joining("&", "?", "")));
  }

  /** Returns {@code SCHEME://HOST[:PORT]}. */
  public static String origin(URL url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getProtocol() + "://" + url.getHost() + port;
  }

  private static String parameter(String parameter) {
    String name = parameter.split("=", 2)[0];
    return HARMLESS.contains(name) ? parameter : name + "=…";
  }
}

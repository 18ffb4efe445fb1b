package io.github.ocimaven.registry.proxy;

import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Hosts that are reached directly, as listed in {@code http.nonProxyHosts} and {@code
 * settings.xml}: names and addresses, with {@code *} as a wildcard, separated by {@code |} or a
 * comma.
 */
public final class NonProxyHosts {

  private final List<Pattern> patterns;

  private NonProxyHosts(List<Pattern> patterns) {
    this.patterns = patterns;
  }

  /**
   * Parses a list.
   *
   * @param list the list; an empty one matches no host
   */
  public static NonProxyHosts parse(String list) {
    return new NonProxyHosts(
        Arrays.stream(list.split("[|,\\s]", -1))
            .filter(host -> !host.isEmpty())
            .map(NonProxyHosts::pattern)
            .toList());
  }

  private static Pattern pattern(String host) {
    return Pattern.compile(
        Arrays.stream(host.toLowerCase(Locale.ROOT).split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }

  /**
   * Returns whether a URL's host is in the list.
   *
   * @param url a URL; an IPv6 address matches with and without its brackets
   */
  public boolean contain(URL url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    String bare = Hosts.name(url);
    return patterns.stream()
        .anyMatch(pattern -> pattern.matcher(host).matches() || pattern.matcher(bare).matches());
  }
}

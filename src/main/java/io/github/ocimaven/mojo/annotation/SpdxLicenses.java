package io.github.ocimaven.mojo.annotation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Maps a POM's licenses, whose names and URLs are free text, to identifiers of the SPDX list. */
final class SpdxLicenses {

  /** Each identifier with its normalized names and URLs: {@code MIT: mit, expat}. */
  private static final String KNOWN = "/META-INF/oci-maven-plugin/licenses.txt";

  private static final Map<String, String> IDS = ids();

  /** Normalizes the many ways to write the same name; applied in this order. */
  private static final List<Map.Entry<Pattern, String>> WORDINGS =
      List.of(
          wording("[^a-z0-9.+]+", " "),
          wording("\\.(?= |$)", ""),
          wording("(?<= |^)(?:[al]?gpl|[em]pl|cddl|bsd|apache|asl)(?=v?[0-9])", "$0 "),
          wording("\\b(?:v|version) ?(?=[0-9])", " "),
          wording("\\b(?:the|licen[cs]es?|licensed|software|version|gnu|of|only)\\b", " "),
          wording(" +", " "),
          wording("\\b(?:lesser|library) general public( lgpl)?\\b", "lgpl"),
          wording("\\baffero general public( agpl)?\\b", "agpl"),
          wording("\\bgeneral public( gpl)?\\b", "gpl"),
          wording("\\beclipse public( epl)?\\b", "epl"),
          wording("\\beclipse distribution( edl)?\\b", "edl"),
          wording("\\bmozilla public( mpl)?\\b", "mpl"),
          wording("\\bcommon development and distribution( cddl)?\\b", "cddl"),
          wording("\\beuropean union public( eupl)?\\b", "eupl"),
          wording("\\buniversal permissive( upl)?\\b", "upl"),
          wording("\\bmit( x11)?( mit)?\\b", "mit"),
          wording("(?<=[0-9])\\.0(?![.0-9])", ""),
          wording(" or( at your option)?( any)? (?:later|newer)$", "+"),
          wording("(?: with| w)? (?:classpath exception( 2)?|cpe|ce)$", " ce"));

  private static final Pattern URL_FRAME =
      Pattern.compile("^[a-z]+://(?:www\\.)?|#.*$|(?:[-.](?:txt|en|html?|php|md))+$|/+$");

  /** Sites where the last part of the path is an identifier, or nearly one. */
  private static final Pattern LISTED =
      Pattern.compile(
          "(?:opensource\\.org/licenses?|spdx\\.org/licenses|choosealicense\\.com/licenses"
              + "|projects\\.eclipse\\.org/license|repository\\.jboss\\.org/licenses)/([^/]+)");

  /**
   * Most identifiers of the list have a hyphen and a number; LicenseRef- is for licenses outside
   * the list.
   */
  private static final String ID =
      "(?>LicenseRef-[A-Za-z0-9.-]+|(?=[^\\s()]*-)(?=[^\\s()]*[0-9])[A-Za-z0-9][A-Za-z0-9.-]*\\+?"
          + "|0BSD|ISC|MIT|Zlib|Unlicense|PostgreSQL|W3C|WTFPL|X11|NCSA|OpenSSL|curl)";

  private static final String TERM = ID + "(?: WITH [A-Za-z0-9.-]+)?";
  private static final String TERMS = TERM + "(?: (?:AND|OR) " + TERM + ")*";
  private static final Pattern EXPRESSION = Pattern.compile(TERMS);
  private static final Pattern GROUP = Pattern.compile("\\( ?" + TERMS + " ?\\)");

  private static final int MAX_LENGTH = 500;

  private SpdxLicenses() {}

  /**
   * Finds a license: by its name, by its URL, or because its name is an SPDX expression.
   *
   * @param name its name in the POM, empty for none
   * @param url its URL in the POM, empty for none
   * @return an SPDX expression, usually an identifier, or empty if the license is unknown
   */
  static Optional<String> find(String name, String url) {
    if (name.length() > MAX_LENGTH || url.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return Optional.ofNullable(IDS.get(words(name)))
        .or(() -> Optional.of(name.strip()).filter(SpdxLicenses::isExpression))
        .or(() -> byUrl(url));
  }

  private static Optional<String> byUrl(String url) {
    String rest = url.strip().toLowerCase(Locale.ROOT);
    for (String before = ""; !before.equals(rest); ) {
      before = rest;
      rest = URL_FRAME.matcher(rest).replaceFirst("");
    }
    Matcher listed = LISTED.matcher(rest);
    return Optional.ofNullable(
        IDS.get(
            listed.matches()
                ? words(listed.group(1).replaceAll("(?<=[0-9])-(?=[0-9])", "."))
                : rest));
  }

  private static String words(String name) {
    String words = name.toLowerCase(Locale.ROOT);
    for (Map.Entry<Pattern, String> wording : WORDINGS) {
      words = wording.getKey().matcher(words).replaceAll(wording.getValue()).strip();
    }
    return words;
  }

  private static boolean isExpression(String text) {
    String rest = text;
    for (String before = ""; !before.equals(rest); ) {
      before = rest;
      rest = GROUP.matcher(rest).replaceAll("LicenseRef-group");
    }
    return EXPRESSION.matcher(rest).matches();
  }

  private static Map.Entry<Pattern, String> wording(String pattern, String words) {
    return Map.entry(Pattern.compile(pattern), words);
  }

  private static Map<String, String> ids() {
    Map<String, String> ids = new HashMap<>();
    for (String line : known().lines().toList()) {
      String[] parts = line.split(": ", 2);
      Arrays.stream(parts[1].split(", ", -1)).forEach(name -> ids.put(name, parts[0]));
    }
    return ids;
  }

  private static String known() {
    try {
      URLConnection table =
          Objects.requireNonNull(SpdxLicenses.class.getResource(KNOWN), KNOWN).openConnection();
      // The JDK's cache would keep the plugin's jar open for as long as a Maven daemon lives.
      table.setUseCaches(false);
      try (InputStream in = table.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

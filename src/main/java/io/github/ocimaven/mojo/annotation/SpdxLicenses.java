package io.github.ocimaven.mojo.annotation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what licenses of a POM, which have names and URLs in prose, are called in the list of SPDX.
 */
final class SpdxLicenses {

  /** Each identifier, and what its names and URLs come down to. */
  private static final String KNOWN =
      """
      0BSD: 0bsd, bsd 0 clause
      AGPL-3.0-only: agpl 3, gnu.org/licenses/agpl-3.0, gnu.org/licenses/agpl
      AGPL-3.0-or-later: agpl 3+
      Apache-1.1: apache 1.1, apache.org/licenses/license-1.1
      Apache-2.0: apache 2, apache public 2, asl 2, apache.org/licenses/license-2.0, apache.org/licenses/license-2
      Artistic-2.0: artistic 2
      BSD-2-Clause: bsd 2 clause, 2 clause bsd, bsd 2, simplified bsd, freebsd
      BSD-3-Clause: bsd 3 clause, 3 clause bsd, bsd 3, new bsd, bsd new, revised bsd, modified bsd, edl 1, eclipse.org/org/documents/edl-v10
      BSL-1.0: bsl 1, boost 1
      CC-BY-4.0: cc by 4, creativecommons.org/licenses/by/4.0
      CC0-1.0: cc0, cc0 1, cc0 1 universal, public domain per creative commons cc0, creativecommons.org/publicdomain/zero/1.0
      CDDL-1.0: cddl 1
      CDDL-1.1: cddl 1.1
      CDDL-1.1 OR GPL-2.0-only WITH Classpath-exception-2.0: glassfish.java.net/public/cddl+gpl_1_1
      EPL-1.0: epl 1, eclipse.org/legal/epl-v10, eclipse.org/org/documents/epl-v10
      EPL-2.0: epl 2, eclipse.org/legal/epl-2.0, eclipse.org/legal/epl-v20, eclipse.org/org/documents/epl-2.0/epl-2.0
      EUPL-1.2: eupl 1.2
      GPL-2.0-only: gpl 2, gnu.org/licenses/old-licenses/gpl-2.0, gnu.org/licenses/gpl-2.0
      GPL-2.0-only WITH Classpath-exception-2.0: gpl 2 ce, openjdk.java.net/legal/gplv2+ce, openjdk.org/legal/gplv2+ce
      GPL-2.0-or-later: gpl 2+
      GPL-3.0-only: gpl 3, gnu.org/licenses/gpl-3.0
      GPL-3.0-or-later: gpl 3+
      ISC: isc
      LGPL-2.1-only: lgpl 2.1, gnu.org/licenses/old-licenses/lgpl-2.1, gnu.org/licenses/lgpl-2.1
      LGPL-2.1-or-later: lgpl 2.1+
      LGPL-3.0-only: lgpl 3, gnu.org/licenses/lgpl-3.0
      LGPL-3.0-or-later: lgpl 3+
      MIT: mit, expat, mit-license.org
      MIT-0: mit 0, mit no attribution
      MPL-1.1: mpl 1.1, mozilla.org/mpl/1.1, mozilla.org/mpl/mpl-1.1
      MPL-2.0: mpl 2, mozilla.org/mpl/2.0, mozilla.org/en-us/mpl/2.0
      PostgreSQL: postgresql
      Unlicense: unlicense, unlicense.org
      UPL-1.0: upl 1, oss.oracle.com/licenses/upl
      W3C: w3c
      WTFPL: wtfpl, wtfpl.net
      Zlib: zlib, zlib libpng
      """;

  private static final Map<String, String> IDS = ids();

  /** How names say the same in many ways; in this order. */
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

  /** Where the last part of the path is an identifier, or nearly so. */
  private static final Pattern LISTED =
      Pattern.compile(
          "(?:opensource\\.org/licenses?|spdx\\.org/licenses|choosealicense\\.com/licenses"
              + "|projects\\.eclipse\\.org/license|repository\\.jboss\\.org/licenses)/([^/]+)");

  /** Most identifiers of the list have a hyphen and a number; LicenseRef- is for all others. */
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
   * Finds a license: by its name, by its URL, or because its name is an expression of SPDX.
   *
   * @param name its name in the POM, empty for none
   * @param url its URL in the POM, empty for none
   * @return an expression of SPDX, mostly an identifier, or nothing where it can't be told
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
    for (String line : KNOWN.lines().toList()) {
      String[] parts = line.split(": ", 2);
      Arrays.stream(parts[1].split(", ", -1)).forEach(name -> ids.put(name, parts[0]));
    }
    return ids;
  }
}

package io.github.ocimaven.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that the links of the rendered site lead to existing pages, pictures and anchors. {@code
 * mvn site} runs it from its source, so it only uses the JDK.
 */
final class RenderedLinks {

  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
  private static final Pattern ANCHOR = Pattern.compile("\\s(?:id|name)=\"([^\"]*)\"");
  private static final Pattern ELSEWHERE = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*|//.*");

  private final Path site;

  private RenderedLinks(Path site) {
    this.site = site;
  }

  /**
   * Exits with 1 if a link is dead.
   *
   * @param arguments the folder of the site
   */
  public static void main(String[] arguments) throws IOException {
    List<String> broken = new RenderedLinks(Path.of(arguments[0])).broken();
    broken.forEach(System.err::println);
    if (!broken.isEmpty()) {
      System.exit(1);
    }
  }

  private List<String> broken() throws IOException {
    List<String> broken = new ArrayList<>();
    try (Stream<Path> files = Files.walk(site)) {
      for (Path page : files.filter(RenderedLinks::isPage).sorted().toList()) {
        for (String link : all(LINK, page)) {
          if (!ELSEWHERE.matcher(link).matches() && !leadsSomewhere(page, link)) {
            broken.add(site.relativize(page) + " links to " + link + ", which does not exist");
          }
        }
      }
    }
    return broken;
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    String[] parts = link.replaceFirst("\\?[^#]*", "").split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(target)
        && (parts.length == 1
            || parts[1].isEmpty()
            || (isPage(target) && all(ANCHOR, target).contains(parts[1])));
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".html");
  }

  private static Set<String> all(Pattern pattern, Path page) throws IOException {
    return pattern
        .matcher(Files.readString(page))
        .results()
        .map((MatchResult match) -> match.group(1).replace("&amp;", "&"))
        .collect(Collectors.toSet());
  }
}

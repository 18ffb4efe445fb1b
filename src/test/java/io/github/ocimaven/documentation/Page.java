package io.github.ocimaven.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document in Markdown.
 *
 * @param path its path, relative to the project's folder
 * @param text its content
 */
record Page(Path path, String text) {

  /** The pages of the site. */
  static final Path SITE = Path.of("src/site/markdown");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern SPAN = Pattern.compile("`[^`]+`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  /** Reads a page. */
  static Page of(Path path) {
    try {
      return new Page(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the pages of the site. */
  static List<Page> ofTheSite() {
    try (Stream<Path> files = Files.list(SITE)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().map(Page::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns all documents: those of the project's folder, and the pages of the site. */
  static List<Page> all() {
    return Stream.concat(
            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(Path::of).map(Page::of),
            ofTheSite().stream())
        .toList();
  }

  boolean isOfTheSite() {
    return path.startsWith(SITE);
  }

  /** Returns the targets of its links and pictures. */
  List<String> links() {
    return all(LINK, SPAN.matcher(prose()).replaceAll(""));
  }

  /** Returns the explicit anchors. */
  List<String> anchors() {
    return all(ANCHOR, prose());
  }

  /**
   * Returns the anchors that links may lead to. GitHub and the site derive different anchors from a
   * heading, unless it is a single word in lower case.
   */
  List<String> destinations() {
    Stream<String> headings =
        all(HEADING, prose()).stream()
            .filter(heading -> !isOfTheSite() || heading.matches("[a-z]+"))
            .map(Page::githubAnchor);
    return Stream.concat(anchors().stream(), headings).toList();
  }

  /** Returns the code blocks of a language. */
  List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  private String prose() {
    return BLOCK.matcher(text).replaceAll("");
  }

  private static String githubAnchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}

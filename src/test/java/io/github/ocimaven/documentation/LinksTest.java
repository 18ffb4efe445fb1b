package io.github.ocimaven.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LinksTest {

  private static final Set<String> HOSTS =
      Set.of("github.com", "keepachangelog.com", "maven.apache.org", "semver.org", "spdx.org");

  private static final Set<String> REPORTS = Set.of("dependencies.html");

  private final Map<Path, Page> pages =
      Page.all().stream().collect(Collectors.toMap(Page::path, Function.identity()));

  private final GoalDescriptor goals;

  LinksTest() throws Exception {
    goals = GoalDescriptor.read();
  }

  @Test
  void linksLeadToFilesAndAnchorsThatAreThere() {
    List<String> broken = new ArrayList<>();
    for (Page page : pages.values()) {
      for (String link : page.links()) {
        if (!link.contains("://") && !leadsSomewhere(page, link)) {
          broken.add(page + " links to " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void linksToOtherHostsAreFewAndEncrypted() {
    for (Page page : pages.values()) {
      assertThat(page.links())
          .as("%s", page)
          .filteredOn(link -> link.contains("://"))
          .allSatisfy(
              link -> {
                assertThat(link).startsWith("https://");
                assertThat(URI.create(link).getHost()).isIn(HOSTS);
              });
    }
  }

  @Test
  void noAnchorIsThereTwice() {
    assertThat(pages.values())
        .allSatisfy(page -> assertThat(page.anchors()).doesNotHaveDuplicates());
  }

  @Test
  void theMenuLeadsToAllPages() throws Exception {
    List<String> items =
        Pattern.compile("href=\"([^\"]+\\.html)\"")
            .matcher(Files.readString(Path.of("src/site/site.xml")))
            .results()
            .map((MatchResult item) -> item.group(1))
            .toList();

    assertThat(items).doesNotHaveDuplicates().allMatch(item -> isGenerated(item) || isPage(item));
    assertThat(items)
        .containsAll(
            Page.ofTheSite().stream()
                .map(page -> page.path().getFileName().toString().replaceFirst("md$", "html"))
                .toList());
  }

  private boolean isPage(String item) {
    Path source = Page.SITE.resolve(item.replaceFirst("html$", "md"));
    return pages.containsKey(source);
  }

  private boolean isGenerated(String page) {
    return REPORTS.contains(page)
        || goals.parameters().keySet().stream().anyMatch(goal -> page.equals(goal + "-mojo.html"));
  }

  private boolean leadsSomewhere(Page page, String link) {
    String[] parts = link.split("#", 2);
    String anchor = parts.length == 1 ? "" : parts[1];
    if (page.isOfTheSite() && isGenerated(parts[0])) {
      return anchor.isEmpty()
          || goals.of(List.of(parts[0].replace("-mojo.html", ""))).contains(anchor);
    }
    Path target =
        parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]).normalize();
    if (page.isOfTheSite() && !target.startsWith(Page.SITE)) {
      return false; // The link works on GitHub, but not on the site.
    }
    Page other = pages.get(target);
    return anchor.isEmpty()
        ? Files.exists(target)
        : other != null && other.destinations().contains(anchor);
  }
}

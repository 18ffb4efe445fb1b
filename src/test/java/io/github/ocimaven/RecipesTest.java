package io.github.ocimaven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recipes of the site are code of integration tests, so that they are known to work. */
class RecipesTest {

  private static final Path PAGES = Path.of("src/site/markdown");
  private static final Path TESTS = Path.of("src/it");
  private static final String RECIPES = "recipe-*";

  /** A file of a test, as pages link it. */
  private static final Pattern NAMED = Pattern.compile("\\[src/it/(recipe-[^/\\]]+)/([^\\]]+)]\\(");

  private static final Pattern PROPERTY = Pattern.compile("<([\\w.-]+)>([^<]+)</");
  private static final Pattern FILTERED = Pattern.compile("@([\\w.-]+)@");

  private final Map<String, String> properties = new HashMap<>();

  /**
   * A code block.
   *
   * @param page its page
   * @param line where it begins in the page, from 1
   * @param test the folder of the test that the page names last before the block
   * @param lines its content
   */
  private record Block(Path page, int line, String test, List<String> lines) {

    @Override
    public String toString() {
      return page.getFileName() + ":" + line;
    }
  }

  private static List<Path> pages() throws IOException {
    return list(PAGES, RECIPES + ".md");
  }

  private static List<Path> tests() throws IOException {
    return list(TESTS, RECIPES);
  }

  private static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Path page : pages()) {
      List<String> lines = Files.readAllLines(page);
      String test = "";
      for (int i = 0; i < lines.size(); i++) {
        for (MatchResult named : NAMED.matcher(lines.get(i)).results().toList()) {
          test = named.group(1);
        }
        if (lines.get(i).startsWith("```")) {
          int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
          blocks.add(new Block(page, i + 1, test, lines.subList(i + 1, end)));
          i = end;
        }
      }
    }
    return blocks;
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void blockStandsInTestThatPageNames(Block block) throws IOException {
    assertThat(block.test()).as("the test that %s names before this block", block).isNotEmpty();
    readProperties();
    String code = unindented(block.lines());
    boolean found = false;
    try (var files = Files.walk(TESTS.resolve(block.test()))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        List<String> lines = Files.readAllLines(file).stream().map(this::filtered).toList();
        found |= unindented(lines).contains(code);
      }
    }
    assertThat(found)
        .as("whether a file of %s has the block of %s:%s", block.test(), block, code)
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void pageNamesFilesThatExist(Path page) throws IOException {
    assertThat(NAMED.matcher(Files.readString(page)).results())
        .isNotEmpty()
        .allSatisfy(
            named ->
                assertThat(TESTS.resolve(named.group(1)).resolve(named.group(2))).isRegularFile());
  }

  @ParameterizedTest
  @MethodSource("tests")
  void testIsNamedByPage(Path test) throws IOException {
    String name = Objects.requireNonNull(test.getFileName()).toString();
    List<String> named = new ArrayList<>();
    for (Path page : pages()) {
      NAMED.matcher(Files.readString(page)).results().forEach(one -> named.add(one.group(1)));
    }
    assertThat(named).contains(name);
  }

  /** The lines without leading and trailing space, and without empty lines. */
  private static String unindented(List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n", "\n", "\n"));
  }

  /** The line as the invoker writes it to the test that it runs. */
  private String filtered(String line) {
    return FILTERED
        .matcher(line)
        .replaceAll(property -> properties.getOrDefault(property.group(1), "").replace("$", "\\$"));
  }

  private void readProperties() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    for (MatchResult property : PROPERTY.matcher(pom).results().toList()) {
      properties.putIfAbsent(property.group(1), property.group(2));
    }
    properties.put("project.version", properties.getOrDefault("version", ""));
  }

  private static List<Path> list(Path folder, String glob) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      return StreamSupport.stream(found.spliterator(), false).sorted().toList();
    }
  }
}

package io.github.ocimaven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that the compiler and the formatter do not check. */
class SourceFilesTest {
  private static final int MOST_LINES = 350;

  @ParameterizedTest
  @ValueSource(strings = {"src/main/java", "src/test/java"})
  void noFileHasMoreThan350Lines(String directory) throws IOException {
    assertThat(sources(directory))
        .as("A longer class has two roles: name the second and move it out")
        .isNotEmpty()
        .allSatisfy(
            file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(MOST_LINES));
  }

  @ParameterizedTest
  @ValueSource(strings = "src/main/java")
  void everyPackageOfOursSaysWhatMayBeNull(String directory) throws IOException {
    List<Path> packages = sources(directory).stream().map(Path::getParent).distinct().toList();

    assertThat(packages)
        .filteredOn(folder -> folder.toString().replace('\\', '/').contains("io/github/ocimaven/"))
        .isNotEmpty()
        .allSatisfy(
            folder ->
                assertThat(folder.resolve("package-info.java")).content().contains("@NullMarked"));
  }

  /** How a parameter is set is Maven's business: only the goals add it to a message. */
  @Test
  void noTextBelowTheGoalsNamesAPropertyOrAnElementOfMavens() throws IOException {
    Pattern mavens =
        Pattern.compile(
            "\"[^\"]*(-Doci\\.|<(server|configuration|plugin|project|image|settings)>)");

    assertThat(sources("src/main/java"))
        .filteredOn(file -> !file.toString().replace('\\', '/').contains("/ocimaven/mojo/"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern(mavens));
  }

  /** CONTRIBUTING.md, "Plain English". */
  @Test
  void commentsMessagesAndDocumentsAreInPlainEnglish() throws IOException {
    Pattern words =
        Pattern.compile(
            "\\b(whoever|nobody|somebody|anybody|will do|mends?|mended|who runs it|(?<!there )(is|are) none)\\b",
            Pattern.CASE_INSENSITIVE);
    List<Path> texts = new ArrayList<>(sources("src/main/java"));
    texts.add(Path.of("README.md"));
    try (Stream<Path> pages = Files.list(Path.of("src/site/markdown"))) {
      // The report of the benchmark is quoted as it was printed.
      pages.filter(page -> !page.endsWith("benchmark.md")).forEach(texts::add);
    }

    assertThat(texts)
        .as("words that CONTRIBUTING.md replaces by plainer ones")
        .hasSizeGreaterThan(300)
        .allSatisfy(text -> assertThat(Files.readString(text)).doesNotContainPattern(words));
  }

  private static List<Path> sources(String directory) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(directory))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}

package io.github.ocimaven.documentation;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.ocimaven.model.PushException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each error links to its entry: {@code troubleshooting.html#TOPIC}. */
class TroubleshootingTest {

  /** Anchors of groups of entries; those of warnings begin with {@code warning-}. */
  private static final Set<String> GROUPS =
      Set.of("before", "reaching", "access", "sending", "tags", "results", "warnings");

  private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");

  /** At least this many consecutive characters of a quoted message have to be in the code. */
  private static final int MIN_SHARED = 16;

  private final Page page = Page.of(Page.SITE.resolve("troubleshooting.md"));

  @Test
  void eachErrorHasAnEntry() {
    assertThat(page.anchors()).containsAll(topics());
  }

  @Test
  void eachEntryIsOfAnErrorOrAWarning() {
    assertThat(page.anchors())
        .filteredOn(anchor -> !anchor.startsWith("warning-") && !GROUPS.contains(anchor))
        .isSubsetOf(topics());
  }

  /** The anchor is the heading's, so that a reader who follows a link sees what it is about. */
  @Test
  void eachAnchorStandsBeforeAHeading() {
    Set<String> beforeHeadings =
        Pattern.compile("<a id=\"([^\"]+)\"></a>\n\n##")
            .matcher(page.text())
            .results()
            .map((MatchResult anchor) -> anchor.group(1))
            .collect(Collectors.toSet());
    assertThat(page.anchors()).allMatch(beforeHeadings::contains);
  }

  /** Readers who search the page for a message of the log find it. */
  @Test
  void messagesAreQuotedAsTheyAre() throws IOException {
    String texts = texts();
    List<String> quoted =
        page.blocks("").stream()
            .flatMap(String::lines)
            .filter(line -> line.startsWith("Cannot ") || line.startsWith("…: "))
            .toList();

    assertThat(quoted).isNotEmpty().allMatch(line -> sharesText(line, texts));
  }

  private static boolean sharesText(String line, String texts) {
    return IntStream.rangeClosed(0, line.length() - MIN_SHARED)
        .anyMatch(start -> texts.contains(line.substring(start, start + MIN_SHARED)));
  }

  /** Returns the string literals of the product; concatenated ones are joined. */
  private static String texts() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      StringBuilder texts = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String source = Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "");
        LITERAL.matcher(source).results().forEach(it -> texts.append(it.group()).append('\n'));
      }
      return texts.toString();
    }
  }

  private static Set<String> topics() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.ocimaven")
            .that(assignableTo(PushException.class))
            .stream()
            .filter(kind -> !kind.getModifiers().contains(JavaModifier.ABSTRACT))
            .map(JavaClass::reflect)
            .flatMap(TroubleshootingTest::topics)
            .collect(Collectors.toSet());
  }

  /** A kind is one topic, or has an enum of them. */
  private static Stream<String> topics(Class<?> kind) {
    return Arrays.stream(kind.getDeclaredClasses())
        .filter(nested -> isEnumOfTopics(kind, nested))
        .findFirst()
        .map(
            topics ->
                Arrays.stream(topics.getEnumConstants())
                    .map(topic -> ((Enum<?>) topic).name().toLowerCase(Locale.ROOT))
                    .map(name -> name.replace('_', '-')))
        .orElseGet(() -> Stream.of(topic(kind)));
  }

  private static boolean isEnumOfTopics(Class<?> kind, Class<?> nested) {
    return nested.getSimpleName().equals("Topic")
        || (kind.getSimpleName().equals("RegistryException")
            && nested.getSimpleName().equals("Reason"));
  }

  private static String topic(Class<?> kind) {
    return kind.getSimpleName()
        .replaceFirst("Exception$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}

package io.github.ocimaven.documentation;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.ocimaven.model.PushException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each error links to its entry: {@code troubleshooting.html#TOPIC}. */
class TroubleshootingTest {

  /** Topics of the goals themselves. */
  private static final Set<String> OF_THE_GOALS =
      Set.of(
          "parameter",
          "no-destination",
          "login",
          "offline",
          "output-directory",
          "invalid-image",
          "push-at-end",
          "attach-digest",
          "annotate");

  /** Anchors of groups of entries; those of warnings begin with {@code warning-}. */
  private static final Set<String> GROUPS =
      Set.of("before", "reaching", "access", "sending", "tags", "results", "warnings");

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

  private static Set<String> topics() {
    Stream<String> ofFailures =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.github.ocimaven")
                .that(assignableTo(PushException.class))
                .stream()
                .filter(kind -> !kind.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::reflect)
                .flatMap(TroubleshootingTest::topics);
    return Stream.concat(ofFailures, OF_THE_GOALS.stream()).collect(Collectors.toSet());
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

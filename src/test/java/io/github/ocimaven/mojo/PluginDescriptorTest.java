package io.github.ocimaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.assertj.core.api.SoftAssertions;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

/** The goals' descriptor and documentation, for Maven, IDEs and readers. */
class PluginDescriptorTest {

  private static final String PLUGIN = "/META-INF/maven/plugin.xml";
  private static final String LIFECYCLE_MAPPING = "/META-INF/m2e/lifecycle-mapping-metadata.xml";

  @Test
  void namesTheOldestMavenAndJavaThatThePluginRunsOn() throws Exception {
    Xpp3Dom plugin = resource(PLUGIN);

    assertThat(text(plugin, "requiredMavenVersion")).isEqualTo("3.6.3");
    assertThat(text(plugin, "requiredJavaVersion")).isEqualTo("17");
    assertThat(model().getPrerequisites().getMaven()).isEqualTo("${maven.api.version}");
    assertThat(model().getProperties())
        .containsEntry("maven.api.version", "3.6.3")
        .containsEntry("maven.compiler.release", "17");
  }

  @Test
  void bindsPushAndValidateToTheirPhasesForParallelBuildsWithoutAProject() throws Exception {
    assertThat(goals())
        .extracting(
            goal -> text(goal, "goal"),
            goal -> text(goal, "phase"),
            goal -> text(goal, "threadSafe"),
            goal -> text(goal, "requiresProject"))
        .containsExactlyInAnyOrder(
            tuple("push", "deploy", "true", "false"), tuple("validate", "verify", "true", "false"));
  }

  @Test
  void everyParameterHasADescriptionAnExampleAVersionAndAPropertyOfItsName() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    for (Xpp3Dom goal : goals()) {
      for (Xpp3Dom parameter : parameters(goal)) {
        String name = text(goal, "goal") + ":" + text(parameter, "name");
        if (isEditable(parameter)) {
          softly
              .assertThat(text(parameter, "description"))
              .as(name)
              .containsPattern("(?s)^.{20,}\nExample: .+$");
          softly
              .assertThat(property(goal, parameter))
              .as(name)
              .isEqualTo("oci." + text(parameter, "name"));
          softly.assertThat(text(parameter, "since")).as(name).matches("\\d+\\.\\d+\\.\\d+");
        } else {
          softly.assertThat(property(goal, parameter)).as(name).doesNotStartWith("oci.");
        }
      }
    }
    softly.assertAll();
  }

  @Test
  void switchesAreBooleansForIdesAndTakeAnyTextFromMaven() throws Exception {
    List<String> switches = new ArrayList<>();
    for (Xpp3Dom goal : goals()) {
      for (Xpp3Dom parameter : parameters(goal)) {
        if (text(parameter, "type").equals("boolean")) {
          String name = text(parameter, "name");
          switches.add(text(goal, "goal") + ":" + name);
          // Without a setter, Maven takes every word but true for false; with several setters, it
          // uses any of them.
          assertThat(setters(goal, name)).as(name).containsExactly(String.class);
        }
      }
    }

    assertThat(switches)
        .containsExactlyInAnyOrder(
            "push:annotate",
            "push:attachDigest",
            "push:dryRun",
            "push:includeNondistributableLayers",
            "push:pushAtEnd",
            "validate:failOnWarnings");
  }

  @Test
  void theReferenceNamesEveryParameterWithItsPropertyAndItsDefault() throws Exception {
    List<String> rows =
        documentation().stream()
            .flatMap(String::lines)
            .filter(line -> line.startsWith("| `"))
            .toList();
    SoftAssertions softly = new SoftAssertions();
    for (Xpp3Dom goal : goals()) {
      for (Xpp3Dom parameter : parameters(goal)) {
        String name = text(parameter, "name");
        if (isEditable(parameter)) {
          softly
              .assertThat(rows)
              .as(name)
              .anySatisfy(row -> assertThat(row).matches(row(name, defaultOf(goal, parameter))));
        }
      }
    }
    softly.assertAll();
  }

  @Test
  void m2eIgnoresEveryGoalThatIsBoundToAPhase() throws Exception {
    Xpp3Dom execution =
        resource(LIFECYCLE_MAPPING).getChild("pluginExecutions").getChild("pluginExecution");

    assertThat(execution.getChild("action").getChild("ignore")).isNotNull();
    assertThat(
            Arrays.stream(
                    execution.getChild("pluginExecutionFilter").getChild("goals").getChildren())
                .map(Xpp3Dom::getValue))
        .containsExactlyInAnyOrderElementsOf(
            goals().stream().map(goal -> text(goal, "goal")).toList());
  }

  /** A row of a table: names, perhaps several in one cell, their properties, the default. */
  private static Pattern row(String name, Optional<String> defaultValue) {
    String cell = "[^|]*";
    return Pattern.compile(
        "\\| "
            + cell
            + Pattern.quote("`" + name + "`")
            + cell
            + "\\|"
            + cell
            + Pattern.quote("`oci." + name + "`")
            + cell
            + "\\|"
            + defaultValue.map(value -> " " + Pattern.quote("`" + value + "`")).orElse("")
            + cell
            + "\\|.*");
  }

  private static Optional<String> defaultOf(Xpp3Dom goal, Xpp3Dom parameter) {
    return Optional.ofNullable(configured(goal, parameter))
        .map(element -> element.getAttribute("default-value"));
  }

  /** The types that the public setters of a parameter take. */
  private static List<Class<?>> setters(Xpp3Dom goal, String parameter) throws Exception {
    List<Class<?>> types = new ArrayList<>();
    for (Method method : Class.forName(text(goal, "implementation")).getMethods()) {
      if (method.getName().equalsIgnoreCase("set" + parameter)) {
        types.addAll(List.of(method.getParameterTypes()));
      }
    }
    return types;
  }

  private static String property(Xpp3Dom goal, Xpp3Dom parameter) {
    Xpp3Dom configured = configured(goal, parameter);
    String expression = configured == null ? null : configured.getValue();
    return Objects.requireNonNullElse(expression, "").replaceAll("^\\$\\{|}$", "");
  }

  private static Xpp3Dom configured(Xpp3Dom goal, Xpp3Dom parameter) {
    return goal.getChild("configuration").getChild(text(parameter, "name"));
  }

  private static boolean isEditable(Xpp3Dom parameter) {
    return text(parameter, "editable").equals("true");
  }

  private static List<Xpp3Dom> parameters(Xpp3Dom goal) {
    return List.of(goal.getChild("parameters").getChildren());
  }

  /** All goals but help, which is generated. */
  private static List<Xpp3Dom> goals() throws Exception {
    return Arrays.stream(resource(PLUGIN).getChild("mojos").getChildren())
        .filter(goal -> !text(goal, "goal").equals("help"))
        .toList();
  }

  private static String text(Xpp3Dom parent, String child) {
    return Objects.requireNonNull(parent.getChild(child), child).getValue();
  }

  private static Xpp3Dom resource(String name) throws Exception {
    try (InputStream in = PluginDescriptorTest.class.getResourceAsStream(name)) {
      return Xpp3DomBuilder.build(Objects.requireNonNull(in, name), StandardCharsets.UTF_8.name());
    }
  }

  private static Model model() throws Exception {
    try (Reader reader = Files.newBufferedReader(Path.of("pom.xml"))) {
      return new MavenXpp3Reader().read(reader);
    }
  }

  /** README.md, and the pages of the site. */
  private static List<String> documentation() throws IOException {
    List<Path> files = new ArrayList<>(List.of(Path.of("README.md")));
    try (Stream<Path> pages = Files.walk(Path.of("src/site/markdown"))) {
      pages.filter(page -> page.toString().endsWith(".md")).forEach(files::add);
    }
    List<String> texts = new ArrayList<>();
    for (Path file : files) {
      texts.add(Files.readString(file));
    }
    return texts;
  }
}

package io.github.ocimaven.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXParseException;

class ExamplesTest {

  /**
   * Properties that a push sets for plugins that run later, also with an execution's ID appended.
   */
  private static final Pattern RESULT = Pattern.compile("oci\\.image\\.(digest|reference)(\\..+)?");

  private static final Pattern PROPERTY = Pattern.compile("(?:-D|`|<|\\$\\{)(oci\\.[\\w.-]+)");

  private final Examples examples;
  private final GoalDescriptor goals;

  ExamplesTest() throws Exception {
    goals = GoalDescriptor.read();
    examples = new Examples(goals);
  }

  @Test
  void xmlOfTheDocumentsIsWellFormedAndNamesParametersThatAreThere() throws Exception {
    for (Page page : Page.all()) {
      for (String block : page.blocks("xml")) {
        assertThat(mistakes(block)).as("%s:%n%s", page, block).isEmpty();
      }
    }
  }

  @Test
  void propertiesInTheDocumentsAreThere() {
    for (Page page : Page.all()) {
      assertThat(PROPERTY.matcher(page.text()).results().map((MatchResult it) -> it.group(1)))
          .as("%s", page)
          .allMatch(name -> goals.properties().contains(name) || RESULT.matcher(name).matches());
    }
  }

  @Test
  void seesMisspeltParametersPropertiesAndGoals() throws Exception {
    assertThat(mistakes("<configuration><imagee>a/b</imagee></configuration>"))
        .containsExactly("imagee");
    assertThat(mistakes("<properties><oci.retrys>1</oci.retrys></properties>"))
        .containsExactly("oci.retrys");
    assertThat(mistakes("<execution><goals><goal>pusch</goal></goals></execution>"))
        .containsExactly("pusch");
    assertThat(
            mistakes(
                """
                <execution>
                  <goals><goal>validate</goal></goals>
                  <configuration><image>a/b</image></configuration>
                </execution>
                """))
        .containsExactly("image");
    assertThat(mistakes("<configuration><image>")).hasSize(1);
  }

  @Test
  void leavesOtherPluginsAlone() throws Exception {
    assertThat(
            mistakes(
                """
                <plugin>
                  <artifactId>jib-maven-plugin</artifactId>
                  <executions>
                    <execution>
                      <goals><goal>buildTar</goal></goals>
                      <configuration><to>a</to></configuration>
                    </execution>
                  </executions>
                </plugin>
                """))
        .isEmpty();
  }

  private List<String> mistakes(String block) throws Exception {
    try {
      return examples.mistakes(block);
    } catch (SAXParseException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}

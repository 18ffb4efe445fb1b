package io.github.ocimaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.verify;

import java.util.Locale;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameters that are true or false, set as Maven sets them. */
@MojoTest
class PushMojoSwitchesTest extends PushMojoFixture {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dryRun",
        "annotate",
        "includeNondistributableLayers",
        "pushAtEnd",
        "attachDigest",
      })
  @InjectMojo(goal = "push")
  void refuseOtherWords(String parameter, PushMojo mojo) throws Exception {
    String setter =
        "set" + parameter.substring(0, 1).toUpperCase(Locale.ROOT) + parameter.substring(1);
    PushMojo.class.getMethod(setter, String.class).invoke(mojo, "yes");

    assertThatThrownBy(() -> push(mojo))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith(
            "Cannot understand " + parameter + " 'yes'; it is one of: true, false\nSee ")
        .hasMessageEndingWith("#parameter");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "dryRun", value = "True")
  void takeAnyCase(PushMojo mojo) throws Exception {
    push(mojo);

    assertThat(registry.tags("acme/app")).isEmpty();
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "skip", value = "true")
  @MojoParameter(name = "dryRun", value = "yes")
  void areOfNoInterestToAGoalThatIsSkipped(PushMojo mojo) throws Exception {
    push(mojo);

    verify(log).info("Skipping: skip is true");
  }
}

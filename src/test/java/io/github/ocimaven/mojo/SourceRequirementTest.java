package io.github.ocimaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecution.Source;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

/** Which projects need an image: all except a POM whose build runs an inherited goal. */
@MojoTest
class SourceRequirementTest extends PushMojoFixture {

  private void execute(PushMojo mojo, Source source, String packaging) throws Exception {
    project.setPackaging(packaging);
    MojoExecution before = (MojoExecution) get(mojo);
    set(mojo, "execution", new MojoExecution(before.getMojoDescriptor(), "default", source));
    push(mojo);
  }

  private static Object get(PushMojo mojo) throws Exception {
    return MojoExtension.getVariableValueFromObject(mojo, "execution");
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "source", value = "nowhere")
  void isNoneOfAPomWhoseBuildRunsTheGoal(PushMojo mojo) throws Exception {
    execute(mojo, Source.LIFECYCLE, "pom");

    assertThat(registry.requests()).isEmpty();
    verify(log).warn(startsWith("Skipping: a project of packaging pom needs no image, and there"));
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "source", value = "nowhere")
  void isNoneOfAParentWhoseBuildRunsTheGoal(PushMojo mojo) throws Exception {
    project.getModel().addModule("app");

    execute(mojo, Source.LIFECYCLE, "pom");

    verify(log)
        .info("Skipping: a project of packaging pom needs no image, and there is no nowhere");
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "source", value = "oci")
  void isMetByAPomThatHasOne(PushMojo mojo) throws Exception {
    execute(mojo, Source.LIFECYCLE, "pom");

    assertThat(registry.tags("acme/app")).containsExactly("1.0-SNAPSHOT");
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "source", value = "nowhere")
  void isOneOfAnyOtherProject(PushMojo mojo) {
    when(session.getProjects()).thenReturn(List.of(project, new MavenProject()));

    assertThatThrownBy(() -> execute(mojo, Source.LIFECYCLE, "jar"))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("there is no nowhere", "#source-not-found")
        .hasMessageNotContaining("on the command line");
  }

  @Test
  @InjectMojo(goal = "push")
  @MojoParameter(name = "source", value = "nowhere")
  void isOneOfTheCommandLine(PushMojo mojo) {
    when(session.getProjects()).thenReturn(List.of(project, new MavenProject()));

    assertThatThrownBy(() -> execute(mojo, Source.CLI, "pom"))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll(
            "there is no nowhere", "alone, bind it to a phase", "#source-not-found");
  }
}

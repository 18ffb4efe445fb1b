package io.github.ocimaven.mojo.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.ocimaven.mojo.RecordedLog;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.BuildFailure;
import org.apache.maven.execution.BuildSuccess;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecution.Source;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pushes of several modules, after all modules have been built. */
class PushesAtEndTest {

  private final PushesAtEnd pushes = new PushesAtEnd();
  private final MavenProject first = project("first");
  private final MavenProject second = project("second");
  private final MavenSession session = mock(MavenSession.class);
  private final MavenExecutionResult result = new DefaultMavenExecutionResult();
  private final RecordedLog log = new RecordedLog();
  private final List<String> done = new ArrayList<>();

  @BeforeEach
  void buildModules() {
    when(session.getProjects()).thenReturn(List.of(first, second));
    when(session.getResult()).thenReturn(result);
    for (MavenProject project : List.of(first, second)) {
      result.addBuildSummary(new BuildSuccess(project, 1_000));
    }
  }

  private static MavenProject project(String name) {
    MavenProject project = new MavenProject();
    project.setGroupId("com.example");
    project.setArtifactId(name);
    project.setVersion("1.0");
    return project;
  }

  private static PluginDescriptor plugin() {
    PluginDescriptor plugin = new PluginDescriptor();
    plugin.setPlugin(new Plugin());
    return plugin;
  }

  private void add(MavenProject project, String execution, PushAtEnd.Work work) {
    MojoDescriptor goal = new MojoDescriptor();
    goal.setGoal("push");
    goal.setPluginDescriptor(plugin());
    pushes.add(
        new PushAtEnd(
            project,
            new MojoExecution(goal, execution, Source.LIFECYCLE),
            project.getArtifactId() + "/" + execution,
            log,
            work));
  }

  @Test
  void areCarriedOutInTheOrderOfTheModules() {
    add(second, "app", () -> done.add("second"));
    add(first, "app", () -> done.add("first app"));
    add(first, "sidecar", () -> done.add("first sidecar"));

    pushes.run(session);

    assertThat(done).containsExactly("first app", "first sidecar", "second");
    assertThat(result.hasExceptions()).isFalse();
  }

  @Test
  void areOneForAnExecutionThatIsRunTwice() {
    add(first, "app", () -> done.add("before"));
    add(first, "app", () -> done.add("after"));

    pushes.run(session);

    assertThat(done).containsExactly("after");
  }

  @Test
  void endWithTheFirstThatFails() {
    add(
        first,
        "app",
        () -> {
          throw new MojoFailureException("refused");
        });
    add(second, "app", () -> done.add("second"));

    pushes.run(session);

    assertThat(done).isEmpty();
    assertThat(result.getBuildSummary(first)).isInstanceOf(BuildFailure.class);
    assertThat(result.getBuildSummary(second)).isInstanceOf(BuildSuccess.class);
    assertThat(log.lines())
        .anyMatch(
            line -> line.contains("Not pushed after that failure: second/app; then build all"));
  }

  @Test
  void failTheBuildWithWhateverIsThrown() {
    add(
        first,
        "app",
        () -> {
          throw new NoClassDefFoundError("gone");
        });

    pushes.run(session);

    assertThat(result.getExceptions())
        .singleElement()
        .satisfies(failure -> assertThat(failure).hasRootCauseMessage("gone"));
  }

  @Test
  void areLeftOutWhereTheBuildFailed() {
    result.addException(new IllegalStateException("a module failed"));
    add(first, "app", () -> done.add("first"));
    add(second, "app", () -> done.add("second"));

    pushes.run(session);

    assertThat(done).isEmpty();
    assertThat(log.lines())
        .anyMatch(
            line -> line.contains("nothing is pushed: first/app, second/app; then build all"));
  }
}

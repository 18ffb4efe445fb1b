package io.github.ocimaven.mojo.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecution.Source;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

/** Where executions of a goal write their results. */
class ExecutionFolderTest {

  private static final Path FOLDER = Path.of("target/oci-push");

  private final Plugin plugin = new Plugin();

  private void configure(String id, String goal, String phase) {
    PluginExecution execution = new PluginExecution();
    execution.setId(id);
    execution.setGoals(List.of(goal));
    execution.setPhase(phase);
    plugin.addExecution(execution);
  }

  private Path folder(String id, Source source) {
    // Maven adds no executions to a plugin that is called on the command line.
    PluginDescriptor descriptor = new PluginDescriptor();
    descriptor.setPlugin(new Plugin());
    MavenProject project = new MavenProject();
    project.getBuild().addPlugin(plugin);
    MojoDescriptor goal = new MojoDescriptor();
    goal.setGoal("push");
    goal.setPluginDescriptor(descriptor);
    return ExecutionFolder.of(FOLDER, new MojoExecution(goal, id, source), project);
  }

  @Test
  void isTheSameForTheOnlyExecution() {
    configure("app", "push", null);
    configure("check", "validate", null);
    configure("inherited", "push", "none");

    assertThat(folder("app", Source.LIFECYCLE)).isEqualTo(FOLDER);
  }

  @Test
  void isNamedAfterEachOfSeveral() {
    configure("app", "push", null);
    configure("sidecar", "push", "package");

    assertThat(folder("app", Source.LIFECYCLE)).isEqualTo(FOLDER.resolve("app"));
    assertThat(folder("sidecar", Source.LIFECYCLE)).isEqualTo(FOLDER.resolve("sidecar"));
  }

  @Test
  void isTheSameForTheCommandLine() {
    configure("app", "push", null);
    configure("sidecar", "push", null);

    assertThat(folder("default-cli", Source.CLI)).isEqualTo(FOLDER);
  }

  @Test
  void isNamedAfterAnExecutionThatTheCommandLineNames() {
    configure("app", "push", null);
    configure("sidecar", "push", null);

    assertThat(folder("app", Source.CLI)).isEqualTo(FOLDER.resolve("app"));
  }
}

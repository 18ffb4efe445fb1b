package io.github.ocimaven.mojo.result;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/** The folder where an execution of a goal writes its results. */
public final class ExecutionFolder {

  private ExecutionFolder() {}

  /**
   * Returns the folder itself if the project has only one execution of the goal, otherwise a
   * subfolder named after the execution. A goal that is called on the command line without an
   * execution's name writes to the folder itself.
   *
   * @param folder where the goal writes by default
   */
  public static Path of(Path folder, MojoExecution execution, MavenProject project) {
    Plugin plugin = project.getPlugin(execution.getPlugin().getKey());
    List<String> ids =
        plugin == null
            ? List.of()
            : plugin.getExecutions().stream()
                .filter(other -> runs(other, execution.getGoal()))
                .map(PluginExecution::getId)
                .toList();
    return ids.size() > 1 && ids.contains(execution.getExecutionId())
        ? folder.resolve(execution.getExecutionId())
        : folder;
  }

  /** Binding an inherited execution to the phase none disables it. */
  private static boolean runs(PluginExecution execution, String goal) {
    return execution.getGoals().contains(goal) && !"none".equals(execution.getPhase());
  }
}

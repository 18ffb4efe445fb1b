package io.github.ocimaven.mojo.result;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/** Where each of several executions of a goal writes its results. */
public final class ExecutionFolder {

  private ExecutionFolder() {}

  /**
   * Returns the folder itself for the only execution of its goal, and one below it, named after the
   * execution, where the project has several. What is called on the command line without the name
   * of an execution writes to the folder itself.
   *
   * @param folder where the goal writes by default
   * @param execution one execution of it
   * @param project whose executions count
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

  /** An inherited execution is taken out by binding it to the phase none. */
  private static boolean runs(PluginExecution execution, String goal) {
    return execution.getGoals().contains(goal) && !"none".equals(execution.getPhase());
  }
}

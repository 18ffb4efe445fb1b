package io.github.ocimaven.mojo;

import java.nio.file.Path;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;

/** Where each of several executions of a goal writes its results. */
final class ExecutionFolder {

  private ExecutionFolder() {}

  /**
   * Returns the folder itself for the only execution of its goal, and one below it, named after the
   * execution, where the project has several.
   *
   * @param folder where the goal writes by default
   * @param execution one execution of it
   */
  static Path of(Path folder, MojoExecution execution) {
    boolean bound = execution.getSource() == MojoExecution.Source.LIFECYCLE;
    return bound && isOneOfSeveral(execution) ? folder.resolve(execution.getExecutionId()) : folder;
  }

  private static boolean isOneOfSeveral(MojoExecution execution) {
    Plugin plugin = execution.getPlugin();
    return plugin.getExecutions().stream()
            .filter(other -> runs(other, execution.getGoal()))
            .limit(2)
            .count()
        > 1;
  }

  /** An inherited execution is taken out by binding it to the phase none. */
  private static boolean runs(PluginExecution execution, String goal) {
    return execution.getGoals().contains(goal) && !"none".equals(execution.getPhase());
  }
}

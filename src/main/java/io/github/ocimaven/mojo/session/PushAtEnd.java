package io.github.ocimaven.mojo.session;

import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/**
 * A push that waits until every module has been built.
 *
 * @param project the module whose image is pushed
 * @param execution the execution of the goal that deferred the push
 * @param reference the destinations, for the log, separated by commas
 * @param log the log of the goal
 * @param work pushes the image
 */
public record PushAtEnd(
    MavenProject project, MojoExecution execution, String reference, Log log, Work work) {

  /** Returns whether another push belongs to the same execution in the same module. */
  boolean isOfSameExecution(PushAtEnd other) {
    return project.equals(other.project)
        && execution.getGoal().equals(other.execution.getGoal())
        && execution.getExecutionId().equals(other.execution.getExecutionId());
  }

  /** The work of a push. */
  @FunctionalInterface
  public interface Work {

    /**
     * Pushes.
     *
     * @throws MojoFailureException if it failed for a reason that the user can fix
     * @throws MojoExecutionException if it failed for any other reason
     */
    void run() throws MojoFailureException, MojoExecutionException;
  }
}

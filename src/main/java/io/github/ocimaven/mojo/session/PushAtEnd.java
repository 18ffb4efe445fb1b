package io.github.ocimaven.mojo.session;

import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/**
 * A push that waits until every module has been built.
 *
 * @param project the module whose image it is
 * @param execution the goal that asked for it
 * @param reference where it goes to, for the log; several are separated by commas
 * @param log takes what there is to say about it
 * @param work what it does
 */
public record PushAtEnd(
    MavenProject project, MojoExecution execution, String reference, Log log, Work work) {

  /** Tells whether another push is one of the same execution in the same module. */
  boolean isOfSameExecution(PushAtEnd other) {
    return project.equals(other.project)
        && execution.getGoal().equals(other.execution.getGoal())
        && execution.getExecutionId().equals(other.execution.getExecutionId());
  }

  /** What a push does. */
  @FunctionalInterface
  public interface Work {

    /**
     * Pushes.
     *
     * @throws MojoFailureException if it failed for a reason that the user can mend
     * @throws MojoExecutionException if the world failed
     */
    void run() throws MojoFailureException, MojoExecutionException;
  }
}

package io.github.ocimaven.mojo.annotation;

import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.process.Program;
import io.github.ocimaven.text.ForeignText;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.maven.plugin.logging.Log;

/** A project's folder, which may be a Git checkout. */
final class GitCheckout {

  private static final int MAX_WORDS = 300;

  private final Path directory;
  private final String program;
  private final Duration timeout;
  private final Log log;

  /**
   * Creates a checkout; runs nothing.
   *
   * @param program {@code git}; the system finds it, and it may be missing
   * @param timeout the time after which the program is stopped
   * @param log receives, at DEBUG, the reason if the commit can't be determined
   */
  GitCheckout(Path directory, String program, Duration timeout, Log log) {
    this.directory = directory;
    this.program = program;
    this.timeout = timeout;
    this.log = log;
  }

  /**
   * Asks Git for the commit. A repository around the folder whose commit does not contain the
   * folder, such as the repository of a home folder, does not count as the project's.
   *
   * @return the commit's id, or empty if Git is missing or fails, or if the folder has no commit
   * @throws PushInterruptedException if this thread is interrupted; the program is stopped
   */
  Optional<String> commit() {
    // The second name is the folder in that commit: Git fails if the commit does not contain it.
    Program git = new Program(program, "rev-parse", "HEAD", "HEAD:./").in(directory);
    try {
      Program.Result result = git.run(timeout);
      return result.exitCode() == 0
          ? result.output().lines().findFirst()
          : nothing(ForeignText.oneLine(result.complaint(), MAX_WORDS));
    } catch (TimeoutException e) {
      return nothing("it did not end within " + timeout.toSeconds() + " seconds");
    } catch (IOException e) {
      return nothing(IoFailure.explain(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PushInterruptedException(e);
    }
  }

  private Optional<String> nothing(String reason) {
    log.debug("git rev-parse found no commit of " + directory + ": " + reason);
    return Optional.empty();
  }
}

package io.github.ocimaven.mojo.annotation;

import io.github.ocimaven.model.ForeignText;
import io.github.ocimaven.model.IoFailure;
import io.github.ocimaven.model.PushInterruptedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.maven.plugin.logging.Log;

/** A project's folder, of which Git may know the commit that is checked out. */
final class GitCheckout {

  private static final int MAX_BYTES = 4096;
  private static final int MAX_WORDS = 300;

  private final Path directory;
  private final String program;
  private final Duration timeout;
  private final Log log;

  /**
   * Names the folder.
   *
   * @param directory the project's
   * @param program the program, {@code git}; the system finds it, and it may be missing
   * @param timeout after which it is stopped
   * @param log is told, at DEBUG, why there is no commit
   */
  GitCheckout(Path directory, String program, Duration timeout, Log log) {
    this.directory = directory;
    this.program = program;
    this.timeout = timeout;
    this.log = log;
  }

  /**
   * Asks for the commit. A repository around the folder that does not have it in this commit, such
   * as one of a home folder, is not the project's.
   *
   * @return the commit's id, or nothing where Git is missing, fails, or knows none
   * @throws PushInterruptedException if this thread is interrupted; the program is stopped
   */
  Optional<String> commit() {
    // The second name is the folder in that commit: without it, Git fails.
    List<String> command = List.of(program, "rev-parse", "HEAD", "HEAD:./");
    Process process;
    try {
      process = new ProcessBuilder(command).directory(directory.toFile()).start();
    } catch (IOException e) {
      return nothing(IoFailure.explain(e));
    }
    try {
      process.getOutputStream().close();
      // What it writes, and complains of, is too short to fill a pipe that nobody reads.
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return nothing("it did not end within " + timeout.toSeconds() + " seconds");
      }
      String output = written(process.getInputStream());
      return process.exitValue() == 0
          ? output.lines().findFirst()
          : nothing(ForeignText.oneLine(written(process.getErrorStream()), MAX_WORDS));
    } catch (IOException e) {
      return nothing(IoFailure.explain(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PushInterruptedException(e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Waits for nothing more: a child that it leaves behind may keep its pipes open. */
  private static String written(InputStream pipe) throws IOException {
    return new String(
        pipe.readNBytes(Math.min(pipe.available(), MAX_BYTES)), StandardCharsets.UTF_8);
  }

  private Optional<String> nothing(String reason) {
    log.debug("git rev-parse knows no commit of " + directory + ": " + reason);
    return Optional.empty();
  }
}

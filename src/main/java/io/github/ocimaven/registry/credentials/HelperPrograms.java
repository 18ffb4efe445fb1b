package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.process.Program;
import io.github.ocimaven.process.ProgramStartException;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.text.ForeignText;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Finds credential helpers on a user's PATH, and runs them. */
public final class HelperPrograms implements CredentialHelpers {

  /** Time enough to find a key or to type a PIN, and no night for a build that nobody watches. */
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final HelperPath path;
  private final Duration timeout;

  /**
   * Runs the programs of a user.
   *
   * @param user whose PATH
   */
  public HelperPrograms(UserEnvironment user) {
    this(HelperPath.of(user), TIMEOUT);
  }

  /**
   * Runs the programs of a PATH.
   *
   * @param path the PATH
   * @param timeout after which a program is stopped
   */
  HelperPrograms(HelperPath path, Duration timeout) {
    this.path = path;
    this.timeout = timeout;
  }

  @Override
  public Optional<Credentials> get(String program, String server, String origin)
      throws HelperException {
    Path file = path.find(program);
    return ask(file, server).credentials(origin);
  }

  private HelperAnswer ask(Path file, String server) throws HelperException {
    try {
      Program.Result result = new Program(file.toString(), "get").reading(server).run(timeout);
      return new HelperAnswer(
          result.exitCode(), result.output().strip(), result.complaint().strip());
    } catch (ProgramStartException e) {
      throw HelperException.notStartable(
          ForeignText.printable(
              file
                  + (e.isFileMissing()
                      ? " needs an interpreter or a library that is missing"
                      : " (" + e.reason() + ")")));
    } catch (TimeoutException e) {
      throw HelperException.failed(
          "gave no answer within "
              + inWords(timeout)
              + " and was stopped, it may wait for somebody to unlock it");
    } catch (IOException e) {
      throw HelperException.failed("can't be read (" + IoFailure.explain(e) + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PushInterruptedException(e);
    }
  }

  private static String inWords(Duration time) {
    return time.toSecondsPart() == 0
        ? time.toMinutes() + " minutes"
        : time.toSeconds() + " seconds";
  }
}

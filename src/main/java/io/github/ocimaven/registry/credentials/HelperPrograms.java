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

/** Runs the credential helpers on a user's PATH. */
public final class HelperPrograms implements CredentialHelpers {

  /**
   * Long enough to find a key or type a PIN, but short enough not to hang an unattended build
   * overnight.
   */
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final HelperPath path;
  private final Duration timeout;

  /** Creates an instance for a user's PATH. */
  public HelperPrograms(UserEnvironment user) {
    this(HelperPath.of(user), TIMEOUT);
  }

  /**
   * Creates an instance for a PATH.
   *
   * @param timeout the time after which a program is stopped
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
          "did not respond within "
              + inWords(timeout)
              + " and was stopped; it may be waiting to be unlocked");
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

package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.UserEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

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
    return HelperProcess.ask(file, server, timeout).credentials(origin);
  }
}

package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.UserEnvironment;
import java.util.Optional;

/**
 * {@code OCI_USERNAME} and {@code OCI_PASSWORD}, for every registry; an empty variable counts as
 * unset.
 */
public final class EnvironmentVariables implements CredentialSource {

  private static final String USERNAME = "OCI_USERNAME";
  private static final String PASSWORD = "OCI_PASSWORD";
  private static final String PLACE = "the environment variables " + USERNAME + " and " + PASSWORD;

  private final UserEnvironment user;

  /** Creates a source that reads the user's environment variables. */
  public EnvironmentVariables(UserEnvironment user) {
    this.user = user;
  }

  @Override
  public Optional<Credentials> find(Target target, CredentialListener listener) {
    Optional<String> username = user.variable(USERNAME);
    Optional<String> password = user.variable(PASSWORD);
    if (username.isPresent() != password.isPresent()) {
      String set = username.isPresent() ? USERNAME : PASSWORD;
      String unset = username.isPresent() ? PASSWORD : USERNAME;
      throw new CredentialException(
          target,
          "the environment variable " + set + " is set, but " + unset + " is not, or is empty",
          "set both or neither; a CI server may withhold its secrets from some builds",
          null);
    }
    if (username.isEmpty() || password.isEmpty()) {
      listener.tried(target, PLACE, "not set");
      return Optional.empty();
    }
    return Optional.of(new Credentials.Login(username.get(), password.get(), PLACE));
  }
}

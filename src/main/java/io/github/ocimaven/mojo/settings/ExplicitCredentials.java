package io.github.ocimaven.mojo.settings;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.mojo.parameter.GoalException;
import io.github.ocimaven.mojo.parameter.GoalException.Topic;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.credentials.CredentialListener;
import io.github.ocimaven.registry.credentials.CredentialSource;
import java.util.Optional;

/**
 * Credentials from the parameters themselves, for every registry.
 *
 * @param credentials the credentials, or empty if none of the parameters is set
 */
public record ExplicitCredentials(Optional<Credentials> credentials) implements CredentialSource {

  /**
   * Reads the parameters; empty ones count as unset.
   *
   * @throws GoalException if they contradict each other, or half is missing
   */
  public static ExplicitCredentials of(String username, String password, String token) {
    if (username.isEmpty() != password.isEmpty()) {
      throw new GoalException(
          Topic.LOGIN,
          "Cannot log in with "
              + (username.isEmpty() ? "a password but no username" : "a username but no password")
              + "; set both, username (-Doci.username=…) and password (-Doci.password=…), or"
              + " neither; if one comes from a variable, the variable has no value (a CI server"
              + " may withhold its secrets from some builds)");
    }
    if (!token.isEmpty() && !username.isEmpty()) {
      throw new GoalException(
          Topic.LOGIN,
          "Cannot log in with both a token and a username; set either token (-Doci.token=…), for"
              + " tokens that the registry itself accepts, or username and password, where most"
              + " access tokens belong");
    }
    return new ExplicitCredentials(credentials(username, password, token));
  }

  private static Optional<Credentials> credentials(String username, String password, String token) {
    if (!token.isEmpty()) {
      return Optional.of(new Credentials.RegistryToken(token, "the parameter token"));
    }
    return username.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Credentials.Login(username, password, "the parameters username and password"));
  }

  @Override
  public Optional<Credentials> find(Target target, CredentialListener listener) {
    if (credentials.isEmpty()) {
      listener.tried(target, "the parameters", "neither username nor token is set");
    }
    return credentials;
  }
}

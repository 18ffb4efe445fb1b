package io.github.ocimaven.mojo;

import io.github.ocimaven.registry.Credentials;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;

/** What the parameters themselves say about who pushes. */
final class ExplicitCredentials {

  private ExplicitCredentials() {}

  /**
   * Reads the parameters; empty ones count as unset.
   *
   * @param username the parameter {@code username}
   * @param password the parameter {@code password}
   * @param token the parameter {@code token}
   * @return the credentials, or nothing where none of the parameters is set
   * @throws MojoFailureException if they contradict each other, or half is missing
   */
  static Optional<Credentials> of(String username, String password, String token)
      throws MojoFailureException {
    if (username.isEmpty() != password.isEmpty()) {
      throw new MojoFailureException(
          "Cannot log in with "
              + (username.isEmpty() ? "a password but no username" : "a username but no password")
              + "; set both, username (-Doci.username=…) and password (-Doci.password=…), or"
              + " neither");
    }
    if (!token.isEmpty() && !username.isEmpty()) {
      throw new MojoFailureException(
          "Cannot log in with both a token and a username; set either token (-Doci.token=…), which"
              + " the registry itself takes, or username and password, which most access tokens"
              + " belong to");
    }
    if (!token.isEmpty()) {
      return Optional.of(new Credentials.RegistryToken(token, "the parameter token"));
    }
    return username.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Credentials.Login(username, password, "the parameters username and password"));
  }
}

package io.github.ocimaven.registry;

/**
 * A user name and password for a registry.
 *
 * @param username the user name
 * @param password the password or access token; in no text that this class makes
 * @param origin where they came from, for messages: {@code the parameters username and password}
 */
public record Credentials(String username, String password, String origin) {

  /** Returns the origin and nothing of the credentials. */
  @Override
  public String toString() {
    return "credentials from " + origin;
  }
}

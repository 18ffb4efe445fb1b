package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.registry.Credentials;
import java.util.Optional;

/**
 * Runs credential helpers: programs that store credentials, and return them on request (<a
 * href="https://github.com/docker/docker-credential-helpers#development">their protocol</a>).
 */
@FunctionalInterface
public interface CredentialHelpers {

  /**
   * Asks a helper.
   *
   * @param program the program's name on the PATH, for example {@code docker-credential-pass}
   * @param server the key under which the helper stores the credentials: {@code HOST[:PORT]} or a
   *     URL
   * @param origin the origin of the returned credentials
   * @return the credentials, an identity token if the user name is {@code <token>}; empty if the
   *     helper has no credentials
   * @throws HelperException if the helper is missing or fails
   */
  Optional<Credentials> get(String program, String server, String origin) throws HelperException;
}

package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.registry.Credentials;
import java.util.Optional;

/**
 * Runs credential helpers: programs that keep credentials, and hand them out (<a
 * href="https://github.com/docker/docker-credential-helpers#development">their protocol</a>).
 */
@FunctionalInterface
public interface CredentialHelpers {

  /**
   * Asks a helper.
   *
   * @param program its name on the PATH, for example {@code docker-credential-pass}
   * @param server what it keeps the credentials under: {@code HOST[:PORT]} or a URL
   * @param origin what the credentials say that they came from
   * @return the credentials, an identity token where the user name is {@code <token>}; or nothing
   *     where the helper has none
   * @throws HelperException if the helper is missing or fails
   */
  Optional<Credentials> get(String program, String server, String origin) throws HelperException;
}

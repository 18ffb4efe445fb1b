package io.github.ocimaven.registry.jib.auth;

import java.net.URL;
import org.jspecify.annotations.Nullable;

/** The authentication that a registry last required from a client that had not logged in. */
sealed interface AuthScheme {

  /** A user name and a password. */
  record Basic() implements AuthScheme {}

  /**
   * A token.
   *
   * @param realm the token service's URL, checked to be safe
   * @param service the registry's name for itself, or null
   */
  record Bearer(URL realm, @Nullable String service) implements AuthScheme {}
}

package io.github.ocimaven.registry.jib.auth;

import java.net.URL;
import org.jspecify.annotations.Nullable;

/** What a registry has last wanted from somebody who had not logged in. */
sealed interface AuthScheme {

  /** A user name and a password. */
  record Basic() implements AuthScheme {}

  /**
   * A token.
   *
   * @param realm the token service's URL, which was found safe to ask
   * @param service the registry's name for itself, or null
   */
  record Bearer(URL realm, @Nullable String service) implements AuthScheme {}
}

package io.github.ocimaven.registry.jib;

import java.io.IOException;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** A token service gave no token. */
final class TokenException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Says why.
   *
   * @param service the token service's URL; its secrets are left out
   * @param reason what happened
   * @param cause what went wrong below, or null
   */
  TokenException(URL service, String reason, @Nullable Throwable cause) {
    super("the token service " + WireUrl.withoutSecrets(service) + " gave no token: " + reason);
    initCause(cause);
  }
}

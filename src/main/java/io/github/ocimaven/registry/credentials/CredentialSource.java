package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import java.util.Optional;

/** A place that may hold credentials. */
@FunctionalInterface
public interface CredentialSource {

  /**
   * Looks for a destination's credentials. If there are none, the listener is notified of the
   * reason, unless this place never has credentials for such a registry.
   *
   * @param listener is notified of places tried and of warnings, never of a secret
   * @return the credentials, with their origin, or empty
   * @throws CredentialException if there are credentials but they can't be used; continuing would
   *     use others than the user intended
   */
  Optional<Credentials> find(Target target, CredentialListener listener);
}

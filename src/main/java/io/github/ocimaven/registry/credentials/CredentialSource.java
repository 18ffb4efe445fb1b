package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import java.util.Optional;

/** One place that may hold credentials. */
@FunctionalInterface
public interface CredentialSource {

  /**
   * Looks for a destination's credentials. Where there are none, the listener is told why, unless
   * this place never has any for such a registry.
   *
   * @param target the destination
   * @param listener is told what was tried, and what is odd; never a secret
   * @return the credentials, with their origin, or nothing
   * @throws CredentialException if what is there can't be used, so that to go on would use others
   *     than the user meant
   */
  Optional<Credentials> find(Target target, CredentialListener listener);
}

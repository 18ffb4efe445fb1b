package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;

/** Listens to the search for credentials. No text contains a secret. */
public interface CredentialListener {

  /** Ignores all events. */
  CredentialListener NONE = new CredentialListener() {};

  /**
   * A place has no credentials for a destination.
   *
   * @param place for example {@code ~/.docker/config.json}
   * @param why for example {@code no such file}
   */
  default void tried(Target target, String place, String why) {}

  /**
   * A place may have credentials but failed to provide them; the search continues.
   *
   * @param message what is wrong, and what to do about it
   */
  default void warning(Target target, String message) {}

  /**
   * The search has ended.
   *
   * @param credentials the result, {@link Credentials.Anonymous} if none were found
   */
  default void chosen(Target target, Credentials credentials) {}
}

package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;

/** Hears how credentials are searched. No text holds a secret. */
public interface CredentialListener {

  /** Hears nothing. */
  CredentialListener NONE = new CredentialListener() {};

  /**
   * A place has no credentials for a destination.
   *
   * @param target the destination
   * @param place for example {@code ~/.docker/config.json}
   * @param why for example {@code no such file}
   */
  default void tried(Target target, String place, String why) {}

  /**
   * A place may have credentials, but can't say so; the search goes on.
   *
   * @param target the destination
   * @param message what is wrong, and what to do about it
   */
  default void warning(Target target, String message) {}

  /**
   * The search has ended.
   *
   * @param target the destination
   * @param credentials what it has found, {@link Credentials.Anonymous} if nothing
   */
  default void chosen(Target target, Credentials credentials) {}
}

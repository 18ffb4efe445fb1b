package io.github.ocimaven.model;

import org.jspecify.annotations.Nullable;

/**
 * What stops a push. Each kind is a type of its own that carries its facts as fields; the message
 * is made of action, subject, reason and remedy and never holds a secret.
 */
public abstract class PushException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Made by the subclasses.
   *
   * @param message action, subject, reason, remedy
   * @param cause what went wrong below, or null
   */
  protected PushException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Tells whether whoever runs the build can mend it by changing the build, its configuration or
   * the image, as opposed to a failure of the network or the registry.
   */
  public abstract boolean isMendable();
}

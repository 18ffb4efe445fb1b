package io.github.ocimaven.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A reason for a push to fail. Each kind has its own type with its facts as fields; the message
 * consists of action, subject, reason and remedy, and never contains a secret.
 */
public abstract class PushException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message action, subject, reason, remedy
   * @param cause the underlying failure, or null
   */
  protected PushException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns whether the user can fix it by changing the build, its configuration or the image, as
   * opposed to a failure of the network or the registry.
   */
  public abstract boolean isUserFixable();

  /**
   * Returns the topic, in lower case with hyphens: the anchor of its entry on the page
   * Troubleshooting. By default it is derived from the class name: {@code source-not-found}.
   */
  public String topic() {
    String kind = getClass().getSimpleName().replaceFirst("Exception$", "");
    return kind.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the topic of a constant: {@code UNKNOWN_HOST} becomes {@code unknown-host}.
   *
   * @param constant a constant of an enum of kinds of failures
   */
  protected static String topicOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package io.github.ocimaven.model;

import java.util.Locale;
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
  public abstract boolean isUserFixable();

  /**
   * Returns what it is about, in lower case with hyphens: the anchor of its entry on the page
   * Troubleshooting. By default that is the name of the kind: {@code source-not-found}.
   */
  public String topic() {
    String kind = getClass().getSimpleName().replaceFirst("Exception$", "");
    return kind.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the topic of a constant: {@code UNKNOWN_HOST} becomes {@code unknown-host}.
   *
   * @param constant of an enum of kinds of failures
   */
  protected static String topicOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

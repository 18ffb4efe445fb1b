package io.github.ocimaven.mojo.parameter;

import io.github.ocimaven.model.PushException;
import org.jspecify.annotations.Nullable;

/** A goal can't run with its configuration or in its environment. */
public final class GoalException extends PushException {

  private static final long serialVersionUID = 1L;

  /** The kind of failure, by which troubleshooting.md lists it. */
  public enum Topic {
    /** A parameter has a value that is not allowed. */
    PARAMETER,
    /** No destination is configured. */
    NO_DESTINATION,
    /** The parameters hold half a login, or two logins. */
    LOGIN,
    /** Maven is offline. */
    OFFLINE,
    /** Results can't be written. */
    OUTPUT_DIRECTORY,
    /** The validation found errors. */
    INVALID_IMAGE,
    /** The digest can't be attached to the project. */
    ATTACH_DIGEST,
    /** The goal runs for only one of several modules, and that module has no image. */
    SOURCE_NOT_FOUND
  }

  private final Topic topic;

  /**
   * Creates an exception.
   *
   * @param message action, subject, reason, remedy
   */
  public GoalException(Topic topic, String message) {
    this(topic, message, null);
  }

  /**
   * Creates an exception.
   *
   * @param message action, subject, reason, remedy
   * @param cause the underlying failure, or null
   */
  public GoalException(Topic topic, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.topic = topic;
  }

  @Override
  public String topic() {
    return topicOf(topic);
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}

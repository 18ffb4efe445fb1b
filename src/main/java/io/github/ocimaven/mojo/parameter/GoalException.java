package io.github.ocimaven.mojo.parameter;

import io.github.ocimaven.model.PushException;
import org.jspecify.annotations.Nullable;

/** A goal can't do its work as it is configured, or where it runs. */
public final class GoalException extends PushException {

  private static final long serialVersionUID = 1L;

  /** What it is about. */
  public enum Topic {
    /** A parameter has a value that is not allowed. */
    PARAMETER,
    /** Nobody says where to push. */
    NO_DESTINATION,
    /** The parameters are half a login, or two of them. */
    LOGIN,
    /** Maven is offline. */
    OFFLINE,
    /** Results can't be written. */
    OUTPUT_DIRECTORY,
    /** The validation found errors. */
    INVALID_IMAGE,
    /** The digest can't be attached to the project. */
    ATTACH_DIGEST,
    /** The goal runs for one module of several, which has no image. */
    SOURCE_NOT_FOUND
  }

  private final Topic topic;

  /**
   * Says what is wrong.
   *
   * @param topic what it is about
   * @param message action, subject, reason, remedy
   */
  public GoalException(Topic topic, String message) {
    this(topic, message, null);
  }

  /**
   * Says what is wrong.
   *
   * @param topic what it is about
   * @param message action, subject, reason, remedy
   * @param cause what went wrong below, or null
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

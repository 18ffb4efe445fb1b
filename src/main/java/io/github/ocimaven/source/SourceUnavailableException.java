package io.github.ocimaven.source;

import io.github.ocimaven.model.PushException;
import org.jspecify.annotations.Nullable;

/** The program that should save the image ({@code docker}, {@code podman}) failed. */
public final class SourceUnavailableException extends PushException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why the image could not be saved. */
  public enum Reason {
    /** The program was not found. */
    NO_EXECUTABLE,
    /** The program was found, but its daemon does not respond. */
    NO_DAEMON,
    /** The program does not know the image. */
    NO_IMAGE,
    /** The program failed for another reason. */
    FAILED
  }

  /**
   * Creates the exception from the reason.
   *
   * @param source the source, for example {@code docker-daemon:acme/app:1.0}
   * @param reason the kind of failure
   * @param details what happened
   * @param remedy what to do about it
   * @param cause the failure, or null
   */
  public SourceUnavailableException(
      String source, Reason reason, String details, String remedy, @Nullable Throwable cause) {
    super("Cannot read " + source + ": " + details + "; " + remedy, cause);
    this.reason = reason;
  }

  /** Returns the kind of failure. */
  public Reason reason() {
    return reason;
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}

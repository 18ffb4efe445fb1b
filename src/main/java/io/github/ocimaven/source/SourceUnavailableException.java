package io.github.ocimaven.source;

import io.github.ocimaven.model.PushException;
import org.jspecify.annotations.Nullable;

/** A program that should hand the image over ({@code docker}, {@code podman}) did not. */
public final class SourceUnavailableException extends PushException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why there is no image. */
  public enum Reason {
    /** The program is not there. */
    NO_EXECUTABLE,
    /** The program is there, but the daemon behind it does not answer. */
    NO_DAEMON,
    /** The program does not know the image. */
    NO_IMAGE,
    /** The program failed otherwise. */
    FAILED
  }

  /**
   * Says why.
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

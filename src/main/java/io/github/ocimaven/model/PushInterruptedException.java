package io.github.ocimaven.model;

import org.jspecify.annotations.Nullable;

/** Somebody stopped the build while it was pushing or validating. */
public final class PushInterruptedException extends PushException {

  private static final long serialVersionUID = 1L;

  /**
   * Says so.
   *
   * @param cause the interruption
   */
  public PushInterruptedException(InterruptedException cause) {
    this("Cannot finish the push: it was interrupted before a tag was moved; run it again", cause);
  }

  private PushInterruptedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Says that it was no push.
   *
   * @param cause the interruption
   */
  public static PushInterruptedException duringValidation(@Nullable Throwable cause) {
    return new PushInterruptedException(
        "Cannot finish the validation: it was interrupted while blobs were hashed; run it again",
        cause);
  }

  @Override
  public boolean isMendable() {
    return false;
  }
}

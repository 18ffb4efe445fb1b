package io.github.ocimaven.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The build was stopped while it was pushing or validating. */
public final class PushInterruptedException extends PushException {

  private static final long serialVersionUID = 1L;

  /**
   * The push was interrupted before any tag was moved.
   *
   * @param cause the interruption
   */
  public PushInterruptedException(@Nullable Throwable cause) {
    this(
        "Cannot finish the push: it was interrupted before any tag was moved; run it again", cause);
  }

  private PushInterruptedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * The push was interrupted while tags were being moved.
   *
   * @param moved the tags that were moved, {@code HOST[:PORT]/REPOSITORY:TAG} each
   * @param moving the tags that were being moved, and may or may not have been
   * @param cause the interruption
   */
  public static PushInterruptedException after(
      List<String> moved, List<String> moving, @Nullable Throwable cause) {
    if (moved.isEmpty() && moving.isEmpty()) {
      return new PushInterruptedException(cause);
    }
    String when =
        moving.isEmpty()
            ? ""
            : " while "
                + String.join(", ", moving)
                + (moving.size() == 1 ? " was" : " were")
                + " being moved, which may have succeeded";
    String what =
        moved.isEmpty()
            ? ""
            : (moving.isEmpty() ? " after" : "; before that,")
                + (moved.size() == 1 ? " this tag was moved: " : " these tags were moved: ")
                + String.join(", ", moved);
    return new PushInterruptedException(
        "Cannot finish the push: it was interrupted" + when + what + "; run it again", cause);
  }

  /**
   * A validation was interrupted.
   *
   * @param cause the interruption
   */
  public static PushInterruptedException duringValidation(@Nullable Throwable cause) {
    return new PushInterruptedException(
        "Cannot finish the validation: it was interrupted; run it again", cause);
  }

  @Override
  public boolean isUserFixable() {
    return false;
  }
}

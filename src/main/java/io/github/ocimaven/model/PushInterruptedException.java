package io.github.ocimaven.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody stopped the build while it was pushing or validating. */
public final class PushInterruptedException extends PushException {

  private static final long serialVersionUID = 1L;

  /**
   * Says so, where no tag was moved yet.
   *
   * @param cause the interruption
   */
  public PushInterruptedException(@Nullable Throwable cause) {
    this("Cannot finish the push: it was interrupted before a tag was moved; run it again", cause);
  }

  private PushInterruptedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Says how far the push had come.
   *
   * @param moved the tags that were moved, {@code HOST[:PORT]/REPOSITORY:TAG} each
   * @param moving the tag that was being moved, which may have happened or not, or null
   * @param cause the interruption
   */
  public static PushInterruptedException after(
      List<String> moved, @Nullable String moving, @Nullable Throwable cause) {
    if (moved.isEmpty() && moving == null) {
      return new PushInterruptedException(cause);
    }
    String when = moving == null ? "" : " while " + moving + " was being moved, which may be done";
    String what =
        moved.isEmpty()
            ? ""
            : (moving == null ? " after" : "; before,")
                + (moved.size() == 1 ? " this tag was moved: " : " these tags were moved: ")
                + String.join(", ", moved);
    return new PushInterruptedException(
        "Cannot finish the push: it was interrupted" + when + what + "; run it again", cause);
  }

  /**
   * Says that it was no push.
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

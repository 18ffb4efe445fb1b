package io.github.ocimaven.source;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;

/** A file in the work folder can't be written: the disk is full, or the folder read-only. */
public final class WorkFileException extends PushException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what failed.
   *
   * @param what what was to be written, for example {@code a compressed layer}
   * @param directory the work folder
   * @param cause the failure
   */
  public WorkFileException(String what, String directory, IOException cause) {
    super(
        "Cannot write "
            + what
            + " to "
            + directory
            + ": "
            + IoFailure.explain(cause)
            + "; make room there, or set 'outputDirectory' to a directory"
            + " that can be written to",
        cause);
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}

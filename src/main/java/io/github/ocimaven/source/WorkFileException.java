package io.github.ocimaven.source;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;

/** A file in the work directory can't be written: the disk is full or the directory read-only. */
public final class WorkFileException extends PushException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception from the failed write.
   *
   * @param what a description of the file, for example {@code a compressed layer}
   * @param directory the work directory
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
            + "; free some space there, or set 'outputDirectory' to a writable directory",
        cause);
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}

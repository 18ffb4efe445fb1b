package io.github.ocimaven.push;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.PushException;

/** The source holds another image than expected. */
public final class SourceChangedException extends PushException {

  private static final long serialVersionUID = 1L;

  private final transient Digest expected;
  private final transient Digest found;

  /**
   * Creates an exception.
   *
   * @param source the source's path
   * @param expected the digest of the image that was there when the goal ran
   * @param found the digest of the image that is there now
   */
  public SourceChangedException(String source, Digest expected, Digest found) {
    super(
        "Cannot push "
            + source
            + ": it holds another image than when the goal ran, "
            + found
            + " instead of "
            + expected
            + "; something wrote to it later in the build: give each image its own path, or run"
            + " the goal after the last goal that writes to it",
        null);
    this.expected = expected;
    this.found = found;
  }

  /** Returns the digest of the image that was there when the goal ran. */
  public Digest expected() {
    return expected;
  }

  /** Returns the digest of the image that is there now. */
  public Digest found() {
    return found;
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}

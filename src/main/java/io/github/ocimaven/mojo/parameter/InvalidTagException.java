package io.github.ocimaven.mojo.parameter;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.Reference;

/** A tag that does not come from a reference is malformed. */
public final class InvalidTagException extends PushException {

  private static final long serialVersionUID = 1L;

  private final String tag;

  /**
   * Creates an exception.
   *
   * @param tag not empty
   * @param origin where it comes from, for example {@code a value of 'tags'}
   */
  public InvalidTagException(String tag, String origin) {
    super(
        "Cannot use '"
            + tag
            + "' as a tag: it is "
            + origin
            + "; allowed is: "
            + Reference.TAG_GRAMMAR
            + ". Write a valid one, for example "
            + Reference.similarTag(tag),
        null);
    this.tag = tag;
  }

  /** Returns the text that is not a valid tag. */
  public String tag() {
    return tag;
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}

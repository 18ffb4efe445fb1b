package io.github.ocimaven.model;

/** Somebody stopped the build while it was pushing. */
public final class PushInterruptedException extends PushException {

  private static final long serialVersionUID = 1L;

  /**
   * Says so.
   *
   * @param cause the interruption
   */
  public PushInterruptedException(InterruptedException cause) {
    super(
        "Cannot finish the push: it was interrupted while blobs were sent, before a tag was moved; run it again",
        cause);
  }

  @Override
  public boolean isMendable() {
    return false;
  }
}

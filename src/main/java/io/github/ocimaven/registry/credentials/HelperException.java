package io.github.ocimaven.registry.credentials;

/** A credential helper did not answer. The message continues a sentence behind its name. */
public final class HelperException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean missing;

  private HelperException(String message, boolean missing) {
    super(message);
    this.missing = missing;
  }

  /** The program is not there. */
  public static HelperException notInstalled() {
    return new HelperException("is not on the PATH", true);
  }

  /**
   * The program failed.
   *
   * @param what what it did, for example {@code says: pass is not initialized}; no secret
   */
  public static HelperException failed(String what) {
    return new HelperException(what, false);
  }

  /** Tells whether the program is not there. */
  public boolean isMissing() {
    return missing;
  }
}

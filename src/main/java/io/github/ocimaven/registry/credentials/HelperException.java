package io.github.ocimaven.registry.credentials;

/**
 * A credential helper is missing or failed. The message continues a sentence that starts with the
 * helper's name.
 */
public final class HelperException extends Exception {

  private static final long serialVersionUID = 1L;

  private enum Kind {
    MISSING,
    BROKEN,
    FAILED
  }

  private final Kind kind;

  private HelperException(String message, Kind kind) {
    super(message);
    this.kind = kind;
  }

  /** The program does not exist. */
  public static HelperException notInstalled() {
    return new HelperException("is not on the PATH", Kind.MISSING);
  }

  /**
   * The program exists, but can't be started.
   *
   * @param why for example {@code /usr/bin/docker-credential-pass is not executable}
   */
  public static HelperException notStartable(String why) {
    return new HelperException("can't be started: " + why, Kind.BROKEN);
  }

  /**
   * The program failed.
   *
   * @param what the symptom, for example {@code says: pass is not initialized}; no secret
   */
  public static HelperException failed(String what) {
    return new HelperException(what, Kind.FAILED);
  }

  /** Returns whether the program does not exist. */
  public boolean isMissing() {
    return kind == Kind.MISSING;
  }

  /**
   * Returns the remedy.
   *
   * @param login the remedy if the program runs but fails: {@code log in to ghcr.io again}
   */
  String remedy(String login) {
    return switch (kind) {
      case MISSING -> "install it";
      case BROKEN -> "fix its installation";
      case FAILED -> login;
    };
  }
}

package io.github.ocimaven.registry.credentials;

/** A credential helper did not answer. The message continues a sentence behind its name. */
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

  /** The program is not there. */
  public static HelperException notInstalled() {
    return new HelperException("is not on the PATH", Kind.MISSING);
  }

  /**
   * The program is there, but the system does not start it.
   *
   * @param why for example {@code /usr/bin/docker-credential-pass is not executable}
   */
  public static HelperException notStartable(String why) {
    return new HelperException("can't be started: " + why, Kind.BROKEN);
  }

  /**
   * The program failed.
   *
   * @param what what it did, for example {@code says: pass is not initialized}; no secret
   */
  public static HelperException failed(String what) {
    return new HelperException(what, Kind.FAILED);
  }

  /** Tells whether the program is not there. */
  public boolean isMissing() {
    return kind == Kind.MISSING;
  }

  /**
   * Returns what helps.
   *
   * @param login what helps where the program runs, but fails: {@code log in to ghcr.io again}
   */
  String remedy(String login) {
    return switch (kind) {
      case MISSING -> "install it";
      case BROKEN -> "mend its installation";
      case FAILED -> login;
    };
  }
}

package io.github.ocimaven.process;

import java.io.IOException;
import java.util.Objects;

/** The operating system could not start a program. */
public final class ProgramStartException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * Creates a failure.
   *
   * @param cause the JDK's exception, whose message names the program, and whose own cause has the
   *     operating system's message
   */
  ProgramStartException(IOException cause) {
    super(cause.getMessage(), cause);
    Throwable system = Objects.requireNonNullElse(cause.getCause(), cause);
    this.reason = Objects.requireNonNullElse(system.getMessage(), "");
  }

  /** Returns the operating system's message, without the program's name. */
  public String reason() {
    return reason;
  }

  /** Returns whether a file is missing: the program, or its interpreter. */
  public boolean isFileMissing() {
    return reason.contains("No such file");
  }
}

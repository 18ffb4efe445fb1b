package io.github.ocimaven.process;

import java.io.IOException;
import java.util.Objects;

/** The operating system can't start a program. */
public final class ProgramStartException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * Creates the exception from the JDK's.
   *
   * @param cause its message names the program; its own cause has the system's message
   */
  ProgramStartException(IOException cause) {
    super(cause.getMessage(), cause);
    Throwable system = Objects.requireNonNullElse(cause.getCause(), cause);
    this.reason = Objects.requireNonNullElse(system.getMessage(), "");
  }

  /** Returns the system's message, without the program's name. */
  public String reason() {
    return reason;
  }

  /** Returns whether the program's file is missing, or a file that it needs to run. */
  public boolean isFileMissing() {
    return reason.contains("No such file");
  }
}

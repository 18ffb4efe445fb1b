package io.github.ocimaven.process;

import java.io.IOException;
import java.util.Objects;

/** The system does not start a program. */
public final class ProgramStartException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * Keeps what the JDK says.
   *
   * @param cause its message names the program; that of its own cause is the system's
   */
  ProgramStartException(IOException cause) {
    super(cause.getMessage(), cause);
    Throwable system = Objects.requireNonNullElse(cause.getCause(), cause);
    this.reason = Objects.requireNonNullElse(system.getMessage(), "");
  }

  /** Returns what the system says, without the program's name. */
  public String reason() {
    return reason;
  }

  /** Tells whether there is no such file; where there is one, what it needs to run is missing. */
  public boolean isFileMissing() {
    return reason.contains("No such file");
  }
}

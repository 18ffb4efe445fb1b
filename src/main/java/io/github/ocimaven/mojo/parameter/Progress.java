package io.github.ocimaven.mojo.parameter;

/** The values of the parameter {@code progress}. */
public enum Progress {
  /** A live line on a terminal, throttled log lines elsewhere. */
  AUTO,
  /** Log lines, at most one every five seconds. */
  LOG,
  /** Only the summary. */
  NONE
}

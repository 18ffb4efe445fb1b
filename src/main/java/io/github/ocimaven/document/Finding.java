package io.github.ocimaven.document;

import io.github.ocimaven.text.ForeignText;

/**
 * A violation of one rule of the image specification, at one place in a source.
 *
 * @param severity whether it stops the push
 * @param rule the rule's short id, for example {@code D3}; the page Validation lists them
 * @param file the file below the source's root, for example {@code index.json}
 * @param pointer the place in it as a JSON pointer (RFC 6901), empty for the whole file
 * @param found what was found there
 * @param expected what the specification demands there
 */
public record Finding(
    Severity severity, String rule, String file, String pointer, String found, String expected) {

  private static final int MAX_LENGTH = 500;

  /** Whether a finding stops the push. */
  public enum Severity {
    /** A MUST of the specification is violated, or the source can't be trusted. */
    ERROR,
    /** A SHOULD of the specification is not followed. */
    WARNING
  }

  /** Returns whether this stops the push. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** Returns one line: rule, file and place, found, expected. */
  @Override
  public String toString() {
    return line(pointer.isEmpty() ? file : file + " at " + pointer);
  }

  /** Returns one line for a list of the file's findings: rule, place, found, expected. */
  public String withoutFile() {
    return line(pointer.isEmpty() ? "" : "at " + pointer);
  }

  private String line(String place) {
    String subject = place.isEmpty() ? rule : rule + " " + place;
    return ForeignText.printable(subject + ": " + found + "; expected " + expected, MAX_LENGTH);
  }
}

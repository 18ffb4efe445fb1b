package io.github.ocimaven.document;

import io.github.ocimaven.document.Finding.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Collects findings about a source, so that all of them can be reported at once: only the first
 * hundred errors and warnings each, because hostile input can have millions. A finding that occurs
 * twice, because its document is read for two purposes, is listed once.
 */
public final class Findings {

  private static final int MAX = 100;

  private final Set<Finding> errors = new LinkedHashSet<>();
  private final Set<Finding> warnings = new LinkedHashSet<>();
  private int errorCount;
  private int errorReports;
  private int warningCount;

  /**
   * Adds an error.
   *
   * @param rule the rule's id
   * @param file the file below the source's root
   * @param pointer the place in it as a JSON pointer, or empty
   * @param found what was found there
   * @param expected what was expected there
   */
  public void error(String rule, String file, String pointer, String found, String expected) {
    add(new Finding(Severity.ERROR, rule, file, pointer, found, expected));
  }

  /**
   * Adds a warning.
   *
   * @param rule the rule's id
   * @param file the file below the source's root
   * @param pointer the place in it as a JSON pointer, or empty
   * @param found what was found there
   * @param expected what was expected there
   */
  public void warning(String rule, String file, String pointer, String found, String expected) {
    add(new Finding(Severity.WARNING, rule, file, pointer, found, expected));
  }

  /** Adds a finding. */
  public void add(Finding finding) {
    if (finding.isError()) {
      errorReports++;
      errorCount += add(errors, finding);
    } else {
      warningCount += add(warnings, finding);
    }
  }

  /** Returns how many findings were added: 0 if it was added before, otherwise 1. */
  private static int add(Set<Finding> findings, Finding finding) {
    if (findings.contains(finding)) {
      return 0;
    }
    if (findings.size() < MAX) {
      findings.add(finding);
    } else if (findings.size() == MAX) {
      findings.add(
          new Finding(
              finding.severity(), finding.rule(), finding.file(), "", "more of this kind", "none"));
    }
    return 1;
  }

  /** Returns whether there is an error among the findings. */
  public boolean hasErrors() {
    return errorCount > 0;
  }

  /** Returns the number of errors, including those that {@link #all} omits. */
  public int errorCount() {
    return errorCount;
  }

  /**
   * Returns how often an error was added, including repeated ones, so that a caller can see whether
   * a method that it passed this to has found an error.
   */
  public int errorReports() {
    return errorReports;
  }

  /** Returns the number of warnings, including those that {@link #all} omits. */
  public int warningCount() {
    return warningCount;
  }

  /** Returns the findings so far, errors first, each kind in the order in which it was found. */
  public List<Finding> all() {
    return Stream.concat(errors.stream(), warnings.stream()).toList();
  }

  /**
   * Creates the exception that stops a push, from the findings so far and their counts.
   *
   * @param source the source's path
   */
  public InvalidImageException invalid(String source) {
    return new InvalidImageException(source, all(), errorCount, warningCount);
  }

  /** Returns the warnings so far. */
  public List<Finding> warnings() {
    return List.copyOf(warnings);
  }
}

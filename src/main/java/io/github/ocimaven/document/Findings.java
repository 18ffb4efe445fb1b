package io.github.ocimaven.document;

import io.github.ocimaven.document.Finding.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Collects what is wrong with a source, so that all of it can be reported at once: the first
 * hundred errors and warnings each, for hostile input has millions. What is found a second time, in
 * a document that is read for two purposes, is listed once.
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
   * @param found what is there
   * @param expected what should be there
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
   * @param found what is there
   * @param expected what should be there
   */
  public void warning(String rule, String file, String pointer, String found, String expected) {
    add(new Finding(Severity.WARNING, rule, file, pointer, found, expected));
  }

  /**
   * Adds what was found elsewhere.
   *
   * @param finding an error or a warning
   */
  public void add(Finding finding) {
    if (finding.isError()) {
      errorReports++;
      errorCount += add(errors, finding);
    } else {
      warningCount += add(warnings, finding);
    }
  }

  /** Returns how many findings this makes: none where it was found before. */
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

  /** Tells whether there is an error among the findings. */
  public boolean hasErrors() {
    return errorCount > 0;
  }

  /** Returns how many errors there are, the ones that all() leaves out among them. */
  public int errorCount() {
    return errorCount;
  }

  /**
   * Returns how often an error was added, one that was found before among them: whoever hands this
   * on can tell whether something was found.
   */
  public int errorReports() {
    return errorReports;
  }

  /** Returns how many warnings there are, the ones that are left out among them. */
  public int warningCount() {
    return warningCount;
  }

  /** Returns the findings so far, errors first, each kind in the order in which it was found. */
  public List<Finding> all() {
    return Stream.concat(errors.stream(), warnings.stream()).toList();
  }

  /**
   * Makes the findings so far, with their counts, what stops a push.
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

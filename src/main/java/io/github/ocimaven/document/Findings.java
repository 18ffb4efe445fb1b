package io.github.ocimaven.document;

import io.github.ocimaven.model.Finding;
import io.github.ocimaven.model.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a source, so that all of it can be reported at once. */
public final class Findings {

  private final List<Finding> all = new ArrayList<>();

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
    all.add(new Finding(Severity.ERROR, rule, file, pointer, found, expected));
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
    all.add(new Finding(Severity.WARNING, rule, file, pointer, found, expected));
  }

  /** Tells whether there is an error among the findings. */
  public boolean hasErrors() {
    return all.stream().anyMatch(Finding::isError);
  }

  /** Returns the findings so far, in the order in which they were made. */
  public List<Finding> all() {
    return List.copyOf(all);
  }

  /** Returns the warnings so far. */
  public List<Finding> warnings() {
    return all.stream().filter(finding -> !finding.isError()).toList();
  }
}

package io.github.ocimaven.document;

import io.github.ocimaven.model.PushException;
import java.util.List;
import java.util.stream.Collectors;

/** A source violates the image specification. Carries all findings, not only the first. */
public final class InvalidImageException extends PushException {

  private static final long serialVersionUID = 1L;

  private final String source;
  private final transient List<Finding> findings;
  private final int errorCount;
  private final int warningCount;

  /**
   * Creates the exception from the findings, of which some may have been omitted.
   *
   * @param source the source's path
   * @param findings errors and warnings, at least one error
   * @param errorCount the number of errors, including omitted ones
   * @param warningCount the number of warnings, including omitted ones
   */
  public InvalidImageException(
      String source, List<Finding> findings, int errorCount, int warningCount) {
    super(message(source, findings, errorCount), null);
    this.source = source;
    this.findings = List.copyOf(findings);
    this.errorCount = errorCount;
    this.warningCount = warningCount;
  }

  private static List<Finding> errors(List<Finding> findings) {
    return findings.stream().filter(Finding::isError).toList();
  }

  private static String message(String source, List<Finding> findings, int errorCount) {
    return "Cannot push "
        + source
        + ": the image is not valid, "
        + errorCount
        + (errorCount == 1 ? " error" : " errors")
        + "; nothing was sent, build the image again or fix the tool that wrote it:"
        + errors(findings).stream().map(error -> "\n  " + error).collect(Collectors.joining());
  }

  /** Returns the source's path. */
  public String source() {
    return source;
  }

  /** Returns the findings, errors and warnings, each kind in the order in which it was found. */
  public List<Finding> findings() {
    return findings;
  }

  /** Returns the number of errors, including omitted ones. */
  public int errorCount() {
    return errorCount;
  }

  /** Returns the number of warnings, including omitted ones. */
  public int warningCount() {
    return warningCount;
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}

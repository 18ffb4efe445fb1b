package io.github.ocimaven.model;

import java.util.List;
import java.util.stream.Collectors;

/** A source violates the image specification. It holds all findings, not the first alone. */
public final class InvalidImageException extends PushException {

  private static final long serialVersionUID = 1L;

  private final String source;
  private final transient List<Finding> findings;

  /**
   * Lists the findings.
   *
   * @param source the source's path
   * @param findings errors and warnings, at least one error
   */
  public InvalidImageException(String source, List<Finding> findings) {
    super(message(source, findings), null);
    this.source = source;
    this.findings = List.copyOf(findings);
  }

  private static String message(String source, List<Finding> findings) {
    List<Finding> errors = findings.stream().filter(Finding::isError).toList();
    return "Cannot push "
        + source
        + ": the image is not valid, "
        + errors.size()
        + (errors.size() == 1 ? " error" : " errors")
        + "; nothing was sent, build the image again or mend the tool that wrote it:"
        + errors.stream().map(error -> "\n  " + error).collect(Collectors.joining());
  }

  /** Returns the source's path. */
  public String source() {
    return source;
  }

  /** Returns all findings, errors and warnings, in the order in which they were found. */
  public List<Finding> findings() {
    return findings;
  }

  @Override
  public boolean isMendable() {
    return true;
  }
}

package io.github.ocimaven.validate;

import io.github.ocimaven.document.Finding;
import java.time.Duration;
import java.util.List;

/**
 * The result of a validation. Everything but the duration is reproducible for the same source.
 *
 * @param source the source's path
 * @param findings the findings, errors first, each kind in the order of the walk; at most a hundred
 *     of each are listed
 * @param errorCount the number of errors, including those that are not listed
 * @param warningCount the number of warnings, including those that are not listed
 * @param blobs the number of blobs that were checked: the image's blobs that the source has and, if
 *     a whole layout was validated, those that nothing refers to
 * @param bytes their total size in bytes
 * @param duration how long it took
 */
public record ValidationReport(
    String source,
    List<Finding> findings,
    int errorCount,
    int warningCount,
    int blobs,
    long bytes,
    Duration duration) {

  /** Copies the list. */
  public ValidationReport {
    findings = List.copyOf(findings);
  }

  /**
   * Returns whether there are no errors; there may be warnings. A push may still reject a valid
   * source, because it needs content that a layout may lack (rule L7) or have under digests of
   * other algorithms (rule D10).
   */
  public boolean isValid() {
    return errorCount == 0;
  }
}

package io.github.ocimaven.validate;

import io.github.ocimaven.document.Finding;
import java.time.Duration;
import java.util.List;

/**
 * What a validation found. All but the duration is the same for the same source.
 *
 * @param source the source's path
 * @param findings what is wrong, errors first, each kind in the order of the walk; at most a
 *     hundred of each are listed
 * @param errorCount how many errors there are, those that are not listed among them
 * @param warningCount how many warnings there are, those that are not listed among them
 * @param blobs how many blobs were checked: those of the image that the source has, and those that
 *     nothing refers to where all of a layout was validated
 * @param bytes how many bytes they have together
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
   * Tells whether there are no errors; there may be warnings. A push may refuse a valid source all
   * the same, for it needs what a layout may lack (rule L7) or have by other digests (rule D10).
   */
  public boolean isValid() {
    return errorCount == 0;
  }
}

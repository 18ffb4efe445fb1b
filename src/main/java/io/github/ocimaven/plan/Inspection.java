package io.github.ocimaven.plan;

import io.github.ocimaven.document.Findings;
import java.util.List;

/**
 * What the walk through a source's graph came across, also where there are errors.
 *
 * @param blobs the blobs that were reached, each digest once, in the order of the walk
 * @param findings what is wrong so far; whoever looks at the blobs' bytes adds to it
 */
public record Inspection(List<PlannedBlob> blobs, Findings findings) {

  /** Copies the list. */
  public Inspection {
    blobs = List.copyOf(blobs);
  }
}

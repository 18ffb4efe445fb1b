package io.github.ocimaven.plan;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.plan.PushPlan.PlannedBlob;
import java.util.List;
import java.util.Set;

/**
 * What the walk through a source's graph came across, also where there are errors.
 *
 * @param blobs the blobs that were reached, each digest once, in the order of the walk
 * @param known the digests of the blobs, and of the manifests and indexes below the source's root
 *     that were reached
 * @param findings what is wrong so far; whoever looks at the blobs' bytes adds to it
 */
public record Inspection(List<PlannedBlob> blobs, Set<Digest> known, Findings findings) {

  /** Copies the collections. */
  public Inspection {
    blobs = List.copyOf(blobs);
    known = Set.copyOf(known);
  }
}

package io.github.ocimaven.plan;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.plan.PushPlan.PlannedBlob;
import java.util.List;
import java.util.Set;

/**
 * The result of walking a source's graph, even one with errors.
 *
 * @param blobs the blobs that were reached, each digest once, in the order of the walk
 * @param known the digests of the blobs, and of the manifests and indexes below the source's root
 *     that were reached
 * @param findings the findings so far; checking the blobs' bytes adds to them
 */
public record Inspection(List<PlannedBlob> blobs, Set<Digest> known, Findings findings) {

  /** Copies the collections. */
  public Inspection {
    blobs = List.copyOf(blobs);
    known = Set.copyOf(known);
  }
}

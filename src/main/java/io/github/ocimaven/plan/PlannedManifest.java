package io.github.ocimaven.plan;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import java.util.List;

/**
 * A manifest or index that must be in the repository before those that refer to it are.
 *
 * @param manifest its bytes
 * @param blobs the blobs that it refers to directly, except nondistributable layers: a repository
 *     with the manifest has these blobs
 */
public record PlannedManifest(Manifest manifest, List<Digest> blobs) {

  /** Copies the list. */
  public PlannedManifest {
    blobs = List.copyOf(blobs);
  }
}

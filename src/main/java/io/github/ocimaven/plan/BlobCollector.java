package io.github.ocimaven.plan;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.plan.PushPlan.PlannedBlob;
import io.github.ocimaven.source.ImageSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the blobs that an image refers to, each once, and finds their content. */
final class BlobCollector {

  private final ImageSource source;
  private final Findings findings;
  private final boolean includeNondistributable;
  private final boolean pushing;
  private final Map<Digest, PlannedBlob> blobs = new LinkedHashMap<>();
  private final Map<Digest, Descriptor> withheld = new LinkedHashMap<>();
  private final Map<Digest, Digest> diffIds = new HashMap<>();

  /**
   * Creates an empty collection.
   *
   * @param source the source of the content
   * @param includeNondistributable whether to upload layers of nondistributable types
   * @param pushing whether the blobs are collected for a push, not just for validation
   */
  BlobCollector(ImageSource source, boolean includeNondistributable, boolean pushing) {
    this.source = source;
    this.findings = source.findings();
    this.includeNondistributable = includeNondistributable;
    this.pushing = pushing;
  }

  /**
   * Adds a blob other than a layer with a known diff ID.
   *
   * @param blob the blob to which a document refers
   * @param parent the document, for findings
   * @return its content, or empty if the source lacks it, it is not to be uploaded or there is a
   *     finding
   */
  Optional<Content> add(Descriptor blob, String parent) {
    if (blob.mediaType().isNondistributable() && !includeNondistributable) {
      withheld.putIfAbsent(blob.digest(), blob);
      return Optional.empty();
    }
    if (!DescribedContent.isUsable(blob, parent, pushing, findings)) {
      return Optional.empty();
    }
    PlannedBlob known = blobs.get(blob.digest());
    if (known != null) {
      DescribedContent.requireSameSize(known.descriptor(), blob, parent, findings);
      return Optional.ofNullable(known.content()).filter(found -> found.size() == blob.size());
    }
    Optional<Content> content = source.content(blob, findings);
    blobs.put(blob.digest(), new PlannedBlob(blob, content.orElse(null), null));
    return content.filter(
        found -> DescribedContent.hasSize(found, blob, source.file(blob), findings));
  }

  /**
   * Adds a layer of an image.
   *
   * @param layer the layer to which a manifest refers
   * @param diffId the digest of its uncompressed tar, or null if no config states it
   * @param parent the manifest, for findings
   */
  void addLayer(Descriptor layer, @Nullable Digest diffId, String parent) {
    add(layer, parent);
    if (diffId == null) {
      return;
    }
    Digest known = diffIds.putIfAbsent(layer.digest(), diffId);
    if (known != null && !known.equals(diffId)) {
      findings.error(
          "C3",
          parent,
          "",
          "layer " + layer.digest() + " with the diff ID " + diffId,
          known + ", as for the same layer elsewhere");
    }
    // The same blob may be a config, or have an unknown type, elsewhere: treat it as a layer.
    blobs.computeIfPresent(
        layer.digest(),
        (digest, blob) ->
            blob.diffId() == null ? new PlannedBlob(layer, blob.content(), diffId) : blob);
  }

  /** Returns the blobs to upload, in the order in which they were found. */
  List<PlannedBlob> blobs() {
    return List.copyOf(blobs.values());
  }

  /** Returns the blobs that are not uploaded: those with only nondistributable media types. */
  List<Descriptor> withheld() {
    return withheld.values().stream().filter(blob -> !blobs.containsKey(blob.digest())).toList();
  }
}

package io.github.ocimaven.plan;

import io.github.ocimaven.document.Finding;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.PushException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a push sends, in the order that a registry requires.
 *
 * @param source the source's path, for messages
 * @param blobs the blobs, each digest once
 * @param children the manifests and indexes that the root refers to, children before parents, each
 *     digest once; pushed by digest
 * @param absent the manifests and indexes below the root that the source lacks, so that each
 *     repository must have them before anything is sent
 * @param root the manifest or index that the tags will name
 * @param ociForm the root with OCI media types instead of Docker's, if the root was generated;
 *     otherwise null. It refers to the same blobs.
 * @param imageId the digest of the config if the root is an image manifest; otherwise null
 * @param withheld the nondistributable layers that are not uploaded (layer.md), each digest once
 * @param notes what else the user should know, for example that the image has a new digest
 * @param warnings deviations from recommendations of the image specification
 */
public record PushPlan(
    String source,
    List<PlannedBlob> blobs,
    List<PlannedManifest> children,
    List<AbsentManifest> absent,
    Manifest root,
    @Nullable Manifest ociForm,
    @Nullable Digest imageId,
    List<Descriptor> withheld,
    List<String> notes,
    List<Finding> warnings) {

  /** Copies the lists. */
  public PushPlan {
    blobs = List.copyOf(blobs);
    children = List.copyOf(children);
    absent = List.copyOf(absent);
    withheld = List.copyOf(withheld);
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
  }

  /** Returns whether a manifest or index has one of Docker's media types. */
  public boolean isDocker() {
    return root.mediaType().isDocker()
        || children.stream().anyMatch(child -> child.manifest().mediaType().isDocker());
  }

  /** Returns the total size of all blobs in bytes. */
  public long blobBytes() {
    return blobs.stream().mapToLong(blob -> blob.descriptor().size()).sum();
  }

  /**
   * Creates the exception that stops a push to a repository that lacks manifests, too (rule L7).
   *
   * @param manifests one of {@link #absent}, or more
   * @param repository the repository, for the message
   */
  public PushException lacking(List<AbsentManifest> manifests, String repository) {
    Findings findings = new Findings();
    manifests.stream()
        .map(AbsentManifest::finding)
        .forEach(
            missing ->
                findings.error(
                    missing.rule(),
                    missing.file(),
                    missing.pointer(),
                    missing.found(),
                    missing.expected() + "; " + repository + " lacks it, too"));
    return findings.invalid(source);
  }

  /**
   * A manifest or index that an index in the source refers to, and the source lacks.
   *
   * @param finding what to report if a repository lacks it, too
   */
  public record AbsentManifest(Descriptor descriptor, Finding finding) {}

  /**
   * A blob that must be in the repository before the manifests are.
   *
   * @param descriptor its descriptor
   * @param content its bytes, of the descriptor's size; null if the source lacks them, which is not
   *     an error if the repository already has them (image-layout.md, rule L7)
   * @param diffId for a layer, the digest of its uncompressed tar according to the image's config
   *     (config.md, {@code rootfs.diff_ids}); null for everything else
   */
  public record PlannedBlob(
      Descriptor descriptor, @Nullable Content content, @Nullable Digest diffId) {}

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
}

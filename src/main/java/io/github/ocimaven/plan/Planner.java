package io.github.ocimaven.plan;

import io.github.ocimaven.document.Documents;
import io.github.ocimaven.document.Finding;
import io.github.ocimaven.document.Finding.Severity;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.ImageManifest;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.plan.PushPlan.AbsentManifest;
import io.github.ocimaven.plan.PushPlan.PlannedBlob;
import io.github.ocimaven.plan.PushPlan.PlannedManifest;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.text.ForeignText;
import io.github.ocimaven.text.Units;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Walks the graph of descriptors from a source's root, checks every document on the way, and lists
 * what to push. The documents, including images' configs, are read and hashed; other blobs are not.
 */
public final class Planner {

  /** The maximum nesting of indexes: deeper than any tool writes, shallow enough for the stack. */
  static final int MAX_DEPTH = 8;

  /** The maximum number of descriptors: a limit for hostile input, far above real images. */
  static final int MAX_DESCRIPTORS = 5_000;

  /** The maximum size of all manifests of an image together, since they are held in memory. */
  private static final long MAX_DOCUMENT_BYTES = 4L * Documents.MAX_BYTES;

  /** Limits the number of manifests in a message. */
  private static final int MAX_NAMES = 20;

  /** The root if a layout's images are validated together; it does not count as a level. */
  private static final String LAYOUT_INDEX = "index.json";

  private final ImageSource source;
  private final boolean pushing;
  private final Findings findings;
  private final BlobCollector blobs;
  private final LayerDiffIds diffIds;
  private final List<PlannedManifest> manifests = new ArrayList<>();
  private final List<AbsentManifest> absent = new ArrayList<>();
  private final Map<Digest, Descriptor> visited = new HashMap<>();
  private final Set<Digest> open = new HashSet<>();
  private int descriptors;
  private long documentBytes;
  private @Nullable Digest imageId;

  private Planner(ImageSource source, boolean includeNondistributable, boolean pushing) {
    this.source = source;
    this.pushing = pushing;
    this.findings = source.findings();
    this.blobs = new BlobCollector(source, includeNondistributable, pushing);
    this.diffIds = new LayerDiffIds(source);
  }

  /**
   * Validates a source's image and plans its push.
   *
   * @param source the source to push
   * @param includeNondistributable whether to upload layers of nondistributable types too
   * @throws InvalidImageException with all findings, if there is any error
   */
  public static PushPlan plan(ImageSource source, boolean includeNondistributable) {
    return new Planner(source, includeNondistributable, true).plan();
  }

  /**
   * Validates a source's image and lists its blobs, even if there are errors.
   *
   * @param source the source to inspect
   * @param includeNondistributable whether to include layers of nondistributable types
   * @return the blobs, and the findings on everything but their bytes
   */
  public static Inspection inspect(ImageSource source, boolean includeNondistributable) {
    return new Planner(source, includeNondistributable, false).inspect();
  }

  private Inspection inspect() {
    String file = source.file(source.root());
    boolean all = file.equals(LAYOUT_INDEX);
    visit(source.root(), file, all ? 0 : 1);
    List<PlannedBlob> found = blobs.blobs();
    Set<Digest> known = new HashSet<>(visited.keySet());
    if (all) {
      known.remove(source.root().digest()); // no blob was read for it
    }
    found.forEach(blob -> known.add(blob.descriptor().digest()));
    return new Inspection(found, known, findings);
  }

  private PushPlan plan() {
    inspect();
    if (findings.hasErrors()) {
      throw findings.invalid(source.name());
    }
    int root = manifests.size() - 1;
    return new PushPlan(
        source.name(),
        blobs.blobs(),
        manifests.subList(0, root),
        absent,
        manifests.get(root).manifest(),
        source.ociForm().orElse(null),
        imageId,
        blobs.withheld(),
        notes(),
        findings.warnings());
  }

  private List<String> notes() {
    if (absent.isEmpty()) {
      return source.notes();
    }
    String note =
        source.name()
            + " lacks "
            + Units.count(absent.size(), "manifest")
            + " of the index, which the repository must have already: "
            + absent.stream()
                .limit(MAX_NAMES)
                .map(missing -> nameOf(missing.descriptor()))
                .collect(Collectors.joining(", "))
            + (absent.size() > MAX_NAMES ? " and " + (absent.size() - MAX_NAMES) + " more" : "");
    return Stream.concat(source.notes().stream(), Stream.of(ForeignText.printable(note))).toList();
  }

  private static String nameOf(Descriptor manifest) {
    return manifest.platform() == null || manifest.platform().isUnknown()
        ? manifest.digest().toString()
        : manifest.platform().toString();
  }

  private void visit(Descriptor descriptor, String parent, int depth) {
    Digest digest = descriptor.digest();
    String file = source.file(descriptor);
    if (open.contains(digest)) {
      findings.error("I8", parent, "", "a cycle through " + digest, "an index without cycles");
      return;
    }
    if (depth > MAX_DEPTH) {
      findings.error(
          "I8", parent, "", "indexes nested too deeply", "a depth of at most " + MAX_DEPTH);
      return;
    }
    if (!digest.isSha256()) {
      blobs.add(descriptor, parent); // which reports it (rule D10)
      return;
    }
    Descriptor known = visited.putIfAbsent(digest, descriptor);
    if (known != null) {
      DescribedContent.requireSameSize(known, descriptor, parent, findings);
      return;
    }
    open.add(digest);
    read(descriptor, parent, file)
        .ifPresent(bytes -> visitDocument(descriptor, file, bytes, depth));
    open.remove(digest);
  }

  private Optional<byte[]> read(Descriptor descriptor, String parent, String file) {
    int before = findings.errorReports();
    Optional<Content> content = source.content(descriptor, findings);
    if (content.isEmpty()) {
      if (findings.errorReports() == before) {
        reportMissing(descriptor, parent, file);
      }
      return Optional.empty();
    }
    if (!DescribedContent.hasSize(content.get(), descriptor, file, findings)) {
      return Optional.empty();
    }
    documentBytes += descriptor.size();
    if (documentBytes > MAX_DOCUMENT_BYTES) {
      findings.error(
          "H2", file, "", "too many manifests", "at most " + MAX_DOCUMENT_BYTES + " bytes in all");
      return Optional.empty();
    }
    return DescribedContent.read(content.get(), descriptor, file, findings);
  }

  /**
   * A layout may lack a manifest; image stores omit those for platforms that they don't need. That
   * is an error of a push if the repository lacks it, too.
   */
  private void reportMissing(Descriptor descriptor, String parent, String file) {
    String missing =
        descriptor.platform() == null
            ? "the " + descriptor.mediaType()
            : "the manifest for " + descriptor.platform();
    if (!pushing) {
      findings.warning("L7", file, "", "no such file", missing + ", which a push needs");
      return;
    }
    // The parameter removes entries of the root, not the root itself or anything nested deeper.
    boolean isRoot = descriptor.digest().equals(source.root().digest());
    boolean canBeLeftOut =
        descriptor.platform() != null && parent.equals(source.file(source.root())) && !isRoot;
    String remedy = canBeLeftOut ? " (leave it out with 'platforms')" : "";
    Finding finding = new Finding(Severity.ERROR, "L7", file, "", "no such file", missing + remedy);
    if (isRoot) {
      findings.add(finding);
    } else {
      absent.add(new AbsentManifest(descriptor, finding));
    }
  }

  private void visitDocument(Descriptor descriptor, String file, byte[] bytes, int depth) {
    List<Digest> referred = new ArrayList<>();
    if (descriptor.mediaType().isIndex()) {
      Documents.readIndex(file, descriptor.mediaType(), bytes, findings)
          .ifPresent(
              index -> index.manifests().forEach(child -> visitChild(child, file, depth + 1)));
    } else {
      Optional<ImageManifest> manifest =
          Documents.readManifest(file, descriptor.mediaType(), bytes, findings);
      manifest.ifPresent(image -> addBlobs(image, file));
      manifest.stream()
          .flatMap(image -> image.blobs().stream())
          .filter(blob -> !blob.mediaType().isNondistributable())
          .forEach(blob -> referred.add(blob.digest()));
      if (descriptor.digest().equals(source.root().digest())) {
        imageId = manifest.map(image -> image.config().digest()).orElse(null);
      }
    }
    manifests.add(new PlannedManifest(new Manifest(descriptor.mediaType(), bytes), referred));
  }

  private void visitChild(Descriptor child, String parent, int depth) {
    if (!countedWithinBounds(parent)) {
      return;
    }
    if (child.mediaType().isIndex() || child.mediaType().isManifest()) {
      visit(child, parent, depth);
    } else {
      // Content of an unknown type is pushed as a blob (rule I4), as by other clients.
      blobs.add(child, parent);
    }
  }

  private void addBlobs(ImageManifest image, String file) {
    if (!countedWithinBounds(file)) {
      return;
    }
    Optional<Content> config = blobs.add(image.config(), file);
    List<@Nullable Digest> ids = diffIds.read(image, config);
    for (int i = 0; i < image.layers().size() && countedWithinBounds(file); i++) {
      blobs.addLayer(image.layers().get(i), ids.get(i), file);
    }
  }

  private boolean countedWithinBounds(String parent) {
    descriptors++;
    if (descriptors == MAX_DESCRIPTORS + 1) {
      findings.error(
          "H4", parent, "", "too many descriptors", "at most " + MAX_DESCRIPTORS + " in an image");
    }
    return descriptors <= MAX_DESCRIPTORS;
  }
}

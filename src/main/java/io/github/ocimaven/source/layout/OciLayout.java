package io.github.ocimaven.source.layout;

import io.github.ocimaven.document.Documents;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.ImageIndex;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.source.DocumentBytes;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.SourceReferenceException;
import io.github.ocimaven.source.SourceRequest;
import io.github.ocimaven.source.files.SourceFiles;
import io.github.ocimaven.text.IoFailure;
import io.github.ocimaven.text.Units;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An OCI image layout (image-spec, image-layout.md): {@code oci-layout}, {@code index.json}, blobs.
 */
public final class OciLayout implements ImageSource {

  private static final String MARKER = "oci-layout";
  private static final String INDEX = "index.json";
  static final String BLOBS = "blobs";

  private final SourceFiles files;
  private final Findings findings;
  private final Descriptor root;
  private final Digest indexDigest;
  private final List<String> notes;

  private OciLayout(
      SourceFiles files,
      Findings findings,
      Descriptor root,
      Digest indexDigest,
      List<String> notes) {
    this.files = files;
    this.findings = findings;
    this.root = root;
    this.indexDigest = indexDigest;
    this.notes = List.copyOf(notes);
  }

  /**
   * Opens a layout and finds the image in it.
   *
   * @param request names the image by ref name or digest, unless there is only one
   * @param whole whether, without a reference, the root is {@code index.json}, with all images
   * @throws InvalidImageException if {@code index.json} can't be read
   * @throws SourceReferenceException if the reference does not identify exactly one image
   */
  public static OciLayout open(SourceFiles files, SourceRequest request, boolean whole) {
    String reference = request.reference();
    Findings findings = new Findings();
    readMarker(files, findings);
    checkBlobNames(files, findings);
    Optional<byte[]> bytes =
        files.file(INDEX, findings).flatMap(file -> DocumentBytes.read(file, INDEX, findings));
    if (bytes.isEmpty()
        && findings.all().stream().noneMatch(finding -> finding.file().equals(INDEX))) {
      findings.error("L3", INDEX, "", "no such file", "the layout's image index");
    }
    Optional<ImageIndex> index =
        bytes.flatMap(b -> Documents.readIndex(INDEX, MediaType.OCI_INDEX, b, findings));
    if (bytes.isEmpty() || index.isEmpty()) {
      throw findings.invalid(files.name());
    }
    Descriptor all =
        new Descriptor(MediaType.OCI_INDEX, Digest.sha256(bytes.get()), bytes.get().length);
    List<String> notes = new ArrayList<>(formatNotes(files.name(), request));
    if (whole && reference == null) {
      return new OciLayout(files, findings, all, all.digest(), notes);
    }
    LayoutImages images = new LayoutImages(index.get(), new LayoutDocuments(files));
    Descriptor root = chooseRoot(files.name(), images, all, reference, findings);
    if (root.equals(all)) {
      notes.add(wholeNote(files.name(), index.get()));
    } else if (!whole) {
      Leftovers.note(files, images, root).ifPresent(notes::add);
    }
    return new OciLayout(files, findings, root, all.digest(), notes);
  }

  private static List<String> formatNotes(String name, SourceRequest request) {
    return request.options().imageFormat() == null
        ? List.of()
        : List.of(
            "imageFormat is for docker-save archives: "
                + name
                + " is an OCI image layout, which is pushed as is");
  }

  private static String wholeNote(String name, ImageIndex index) {
    String platforms = ImageDescription.platforms(index.manifests());
    return "The image is the index.json of "
        + name
        + " itself, an index of "
        + (platforms.isEmpty() ? Units.count(index.manifests().size(), "manifest") : platforms);
  }

  private static void readMarker(SourceFiles files, Findings findings) {
    Optional<Content> marker = files.file(MARKER, findings);
    if (marker.isPresent()) {
      DocumentBytes.read(marker.get(), MARKER, findings)
          .ifPresent(bytes -> Documents.readLayoutMarker(MARKER, bytes, findings));
    } else if (!findings.hasErrors()) {
      findings.error("L2", MARKER, "", "no such file", "the file that marks an image layout");
    }
  }

  private static void checkBlobNames(SourceFiles files, Findings findings) {
    Optional<List<String>> names;
    try {
      names = files.list(BLOBS);
    } catch (IOException e) {
      findings.error(
          "L1",
          BLOBS,
          "",
          "a folder that can't be read: " + IoFailure.explain(e),
          "the layout's blobs");
      return;
    }
    if (names.isEmpty()) {
      findings.error("L1", BLOBS, "", "no such folder", "the layout's blobs; it may be empty");
    }
    for (String name : names.orElse(List.of())) {
      String[] parts = name.split("/", -1);
      // Checks the grammar only: an extra file may have a name that is not a real digest (rule L4).
      if (!Digest.isAlgorithm(parts[1]) || (parts.length > 2 && !Digest.isEncoded(parts[2]))) {
        findings.error(
            "L6", name, "", "a name that is not a digest", "blobs/<algorithm>/<encoded digest>");
      }
    }
  }

  private static Descriptor chooseRoot(
      String source,
      LayoutImages images,
      Descriptor whole,
      @Nullable String reference,
      Findings findings) {
    Optional<Descriptor> chosen = images.find(reference);
    if (chosen.isPresent()) {
      return chosen.get();
    }
    if (findings.hasErrors()) {
      // An image may be missing from the list because its descriptor is invalid: report that.
      throw findings.invalid(source);
    }
    if (whole.digest().toString().equals(reference)
        || (reference == null && images.areOneImage())) {
      return whole;
    }
    throw SourceReferenceException.of(source, reference, images.choices(reference != null));
  }

  @Override
  public String name() {
    return files.name();
  }

  @Override
  public Descriptor root() {
    return root;
  }

  @Override
  public String file(Descriptor descriptor) {
    Digest digest = descriptor.digest();
    return digest.equals(indexDigest) ? INDEX : LayoutDocuments.file(digest);
  }

  @Override
  public Optional<Content> content(Descriptor descriptor, Findings findings) {
    return files.file(file(descriptor), findings);
  }

  @Override
  public Map<Digest, Content> otherBlobs(Set<Digest> known, Findings found) {
    Map<Digest, Content> blobs = new TreeMap<>(Comparator.comparing(Digest::toString));
    try {
      for (String name : files.list(BLOBS).orElse(List.of())) {
        Optional<Digest> digest = digest(name).filter(named -> !known.contains(named));
        if (digest.isPresent()) {
          files.file(name, found).ifPresent(content -> blobs.put(digest.get(), content));
        }
      }
    } catch (IOException e) {
      found.error(
          "L1",
          BLOBS,
          "",
          "a folder that can't be read: " + IoFailure.explain(e),
          "the layout's blobs");
    }
    return blobs;
  }

  /** Returns the digest that a path below the layout's root names. */
  static Optional<Digest> digest(String blob) {
    String[] parts = blob.split("/", -1);
    try {
      return parts.length == 3 ? Optional.of(new Digest(parts[1], parts[2])) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // rule L6
    }
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public Findings findings() {
    return findings;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}

package io.github.ocimaven.source.edit;

import io.github.ocimaven.document.DocumentWriter;
import io.github.ocimaven.document.Documents;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.source.AnnotateException;
import io.github.ocimaven.source.ImageSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Sets annotations on an image's root; the manifests of an index are unchanged. */
public final class AnnotatedImage {

  private static final String PREFIX = "org.opencontainers.image.";

  private AnnotatedImage() {}

  /**
   * Sets annotations on an image's root. Its other annotations are kept.
   *
   * @param source the image
   * @param annotations the annotations to set; may be empty
   * @return the annotated image, or {@code source} itself if it already has these annotations
   * @throws AnnotateException if its media type does not support annotations
   */
  public static ImageSource apply(ImageSource source, SortedMap<String, String> annotations) {
    MediaType type = source.root().mediaType();
    if (annotations.isEmpty()) {
      return source;
    }
    if (type.isDocker()) {
      throw AnnotateException.ofDockerType(source.name(), type);
    }
    Optional<byte[]> root =
        ReplacedRoot.document(source, source.root()).filter(bytes -> isValid(source, bytes));
    if (root.isEmpty()) {
      return source; // walking the image reports what is wrong with it
    }
    byte[] annotated = DocumentWriter.annotate(root.get(), annotations);
    return Arrays.equals(annotated, root.get())
        ? source
        : new ReplacedRoot(
            source,
            annotated,
            "annotated",
            "Annotations set in " + source.name() + ": " + list(annotations.keySet()));
  }

  private static boolean isValid(ImageSource source, byte[] bytes) {
    Descriptor root = source.root();
    Findings findings = new Findings();
    boolean read =
        root.mediaType().isIndex()
            ? Documents.readIndex(source.file(root), root.mediaType(), bytes, findings).isPresent()
            : Documents.readManifest(source.file(root), root.mediaType(), bytes, findings)
                .isPresent();
    return read && !findings.hasErrors();
  }

  /** Lists names briefly: the specification's names are long and share a prefix. */
  private static String list(Set<String> names) {
    return names.stream().allMatch(name -> name.startsWith(PREFIX))
        ? PREFIX
            + "{"
            + String.join(",", names.stream().map(n -> n.substring(PREFIX.length())).toList())
            + "}"
        : String.join(", ", names);
  }
}

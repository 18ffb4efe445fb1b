package io.github.ocimaven.source.layout;

import io.github.ocimaven.document.ImageIndex;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.source.ImageNames;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The images in a layout's {@code index.json}, and their names. */
final class LayoutImages {

  /** The annotation with the full name, set by containerd and so by newer docker save. */
  private static final String CONTAINERD_NAME = "io.containerd.image.name";

  private final List<Descriptor> images;

  LayoutImages(ImageIndex index) {
    // Entries of other media types are ignored (rule L8).
    images =
        index.manifests().stream()
            .filter(entry -> entry.mediaType().isIndex() || entry.mediaType().isManifest())
            .toList();
  }

  /**
   * Finds an image.
   *
   * @param reference its ref name, its full name (or a short form of it) or its digest; null for
   *     the only one
   * @return the image, or empty unless the reference identifies exactly one
   */
  Optional<Descriptor> find(@Nullable String reference) {
    if (reference == null) {
      return single(entry -> true);
    }
    return single(entry -> names(entry).anyMatch(reference::equals))
        .or(
            () ->
                single(
                    entry -> names(entry).anyMatch(name -> ImageNames.isShortFor(name, reference))));
  }

  private Optional<Descriptor> single(Predicate<Descriptor> wanted) {
    List<Descriptor> matching = images.stream().filter(wanted).toList();
    return matching.stream().map(Descriptor::digest).distinct().count() == 1
        ? Optional.of(matching.get(0))
        : Optional.empty();
  }

  /**
   * Returns whether the entries are the platforms of one image. Some tools (go-containerregistry's
   * layout package, and so ko) write a multi-platform image's index as {@code index.json} itself.
   * Its entries have platforms and no names.
   */
  boolean areOneImage() {
    return !images.isEmpty()
        && images.stream()
            .allMatch(
                entry ->
                    entry.platform() != null && annotation(entry, Descriptor.REF_NAME).isEmpty());
  }

  /** Returns a name for each image, by which {@link #find} finds it. */
  List<String> names() {
    List<String> all = images.stream().flatMap(entry -> names(entry).distinct()).toList();
    return images.stream()
        .map(
            entry ->
                names(entry)
                    .filter(name -> Collections.frequency(all, name) == 1)
                    .findFirst()
                    .orElse(entry.digest().toString()))
        .distinct()
        .toList();
  }

  private static Stream<String> names(Descriptor entry) {
    return Stream.concat(
        Stream.of(Descriptor.REF_NAME, CONTAINERD_NAME)
            .flatMap(annotation -> annotation(entry, annotation).stream()),
        Stream.of(entry.digest().toString()));
  }

  private static Optional<String> annotation(Descriptor entry, String name) {
    return Optional.ofNullable(entry.annotations().get(name)).filter(value -> !value.isEmpty());
  }
}

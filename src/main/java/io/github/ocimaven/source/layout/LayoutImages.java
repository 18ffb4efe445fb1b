package io.github.ocimaven.source.layout;

import io.github.ocimaven.document.ImageIndex;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Platform;
import io.github.ocimaven.source.ImageNames;
import io.github.ocimaven.source.SourceReferenceException.Choice;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The images in a layout's {@code index.json}, and their names. */
final class LayoutImages {

  /** The annotation with the full name, set by containerd and so by newer docker save. */
  private static final String CONTAINERD_NAME = "io.containerd.image.name";

  private final List<Descriptor> images;
  private final LayoutDocuments documents;
  private @Nullable ManifestGraph graph;

  /**
   * Finds the images in an index.
   *
   * @param index the layout's {@code index.json}
   * @param documents reads other documents, if the index alone does not tell which image is meant
   */
  LayoutImages(ImageIndex index, LayoutDocuments documents) {
    // Entries of other media types are ignored (rule L8).
    this.images = index.manifests().stream().filter(ManifestFacts::isManifestOrIndex).toList();
    this.documents = documents;
  }

  /** Returns the manifests and indexes of the layout; reads them at the first call. */
  ManifestGraph graph() {
    if (graph == null) {
      graph = new ManifestGraph(images, documents);
    }
    return graph;
  }

  /** Returns whether there are entries with different digests. */
  boolean areSeveral() {
    return images.stream().map(Descriptor::digest).distinct().count() > 1;
  }

  /**
   * Finds an image. An entry that is a part of another one, or refers to one (as a signature does),
   * only counts if its digest or a name that no other entry has is given.
   *
   * @param reference its ref name, its full name (or a short form of it) or its digest; null for
   *     the only one
   * @return the image, or empty unless the reference identifies exactly one
   */
  Optional<Descriptor> find(@Nullable String reference) {
    if (reference == null) {
      return areSeveral() && areOneImage() ? Optional.empty() : single(entry -> true);
    }
    return single(entry -> names(entry).anyMatch(reference::equals))
        .or(
            () ->
                single(
                    entry ->
                        names(entry).anyMatch(name -> ImageNames.isShortFor(name, reference))));
  }

  private Optional<Descriptor> single(Predicate<Descriptor> wanted) {
    List<Descriptor> matching = images.stream().filter(wanted).toList();
    return only(matching)
        .or(
            () ->
                matching.isEmpty()
                    ? Optional.empty()
                    : only(matching.stream().filter(this::isCandidate).toList()));
  }

  private static Optional<Descriptor> only(List<Descriptor> entries) {
    return entries.stream().map(Descriptor::digest).distinct().count() == 1
        ? Optional.of(entries.get(0))
        : Optional.empty();
  }

  private boolean isCandidate(Descriptor entry) {
    return !graph().belongsToAnother(entry);
  }

  /**
   * Returns whether the entries are the platforms of one image. Some tools (go-containerregistry's
   * layout package, apko 1.2) write a multi-platform image's index as {@code index.json} itself.
   * Its entries have platforms and no names. Two images for the same platform are not one image:
   * crane, oras and containerd add to a layout that an earlier build has written. Artifacts may
   * have the platform of the image that they are for, as those of SOCI 0.16 have.
   */
  boolean areOneImage() {
    if (images.stream().anyMatch(entry -> entry.platform() == null)
        || images.stream().anyMatch(entry -> givenNames(entry).findAny().isPresent())
        || images.stream().anyMatch(References::isBesideAnImage)) {
      return false;
    }
    return haveDifferentPlatforms(images.stream().filter(entry -> !isArtifact(entry)).toList())
        || (images.stream().allMatch(this::isArtifact) && haveDifferentPlatforms(images));
  }

  private static boolean haveDifferentPlatforms(List<Descriptor> entries) {
    Map<Digest, Platform> platforms = new HashMap<>();
    entries.forEach(entry -> platforms.put(entry.digest(), platform(entry).withImpliedVariant()));
    Set<Platform> different = new HashSet<>(platforms.values());
    return !different.isEmpty() && different.size() == platforms.size();
  }

  private static Platform platform(Descriptor entry) {
    return Optional.ofNullable(entry.platform()).orElseThrow();
  }

  private boolean isArtifact(Descriptor entry) {
    return entry.isArtifact() || graph().facts(entry).artifactType().isPresent();
  }

  /**
   * Returns the images that can be meant, each with a name by which {@link #find} finds it, and
   * what it is.
   *
   * @param all whether to return all entries with a name, even if they belong to another one
   */
  List<Choice> choices(boolean all) {
    List<String> names = images.stream().flatMap(entry -> names(entry).distinct()).toList();
    List<Descriptor> candidates = images.stream().filter(this::isCandidate).toList();
    Stream<Descriptor> others =
        images.stream()
            .filter(
                entry -> !candidates.contains(entry) && givenNames(entry).findAny().isPresent());
    // Nothing refers to itself, but annotations can: then all are candidates.
    List<Descriptor> offered =
        candidates.isEmpty()
            ? images
            : Stream.concat(candidates.stream(), all ? others : Stream.empty()).toList();
    ImageDescription description = new ImageDescription(graph(), documents);
    Map<String, Descriptor> named = new LinkedHashMap<>();
    offered.forEach(
        entry ->
            named.putIfAbsent(
                names(entry)
                    .filter(name -> Collections.frequency(names, name) == 1)
                    .findFirst()
                    .orElse(entry.digest().toString()),
                entry));
    return named.entrySet().stream()
        .map(entry -> new Choice(entry.getKey(), description.of(entry.getValue())))
        .toList();
  }

  /** Returns the names that an entry's annotations give to it. */
  static Stream<String> givenNames(Descriptor entry) {
    return Stream.of(Descriptor.REF_NAME, CONTAINERD_NAME)
        .flatMap(annotation -> annotation(entry, annotation).stream());
  }

  private static Stream<String> names(Descriptor entry) {
    return Stream.concat(givenNames(entry), Stream.of(entry.digest().toString()));
  }

  private static Optional<String> annotation(Descriptor entry, String name) {
    return Optional.ofNullable(entry.annotations().get(name)).filter(value -> !value.isEmpty());
  }
}

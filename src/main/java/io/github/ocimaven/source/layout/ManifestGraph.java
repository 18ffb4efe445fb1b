package io.github.ocimaven.source.layout;

import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The manifests and indexes that a layout's {@code index.json} names, and all below them: which of
 * them contain others, and which refer to others.
 */
final class ManifestGraph {

  /** Limits the number of documents that are read: far above real layouts. */
  private static final int MAX_DOCUMENTS = 2_000;

  private final LayoutDocuments documents;

  /** Each manifest or index, those of {@code index.json} first. */
  private final Map<Digest, ManifestFacts> nodes = new LinkedHashMap<>();

  private final Map<Digest, Set<Digest>> references = new LinkedHashMap<>();
  private final Set<Digest> contained = new HashSet<>();
  private final Set<Digest> listings = new HashSet<>();

  /**
   * Reads the documents of a layout.
   *
   * @param entries the manifests and indexes in its {@code index.json}
   */
  ManifestGraph(List<Descriptor> entries, LayoutDocuments documents) {
    this.documents = documents;
    Deque<Descriptor> unread = new ArrayDeque<>(entries);
    while (!unread.isEmpty()) {
      Descriptor next = unread.remove();
      References.ofDescriptor(next).forEach(subject -> refers(next.digest(), subject));
      if (!nodes.containsKey(next.digest()) && nodes.size() < MAX_DOCUMENTS) {
        unread.addAll(add(next).children());
      }
    }
    entries.forEach(this::readTags);
    // cosign save writes one image.
    Optional<Digest> image =
        entries.stream().filter(References::isCosignImage).map(Descriptor::digest).findFirst();
    entries.stream()
        .filter(References::isCosignReferrer)
        .forEach(entry -> image.ifPresent(subject -> refers(entry.digest(), subject)));
  }

  private ManifestFacts add(Descriptor descriptor) {
    ManifestFacts facts = ManifestFacts.read(descriptor, documents);
    nodes.put(descriptor.digest(), facts);
    facts.subject().ifPresent(subject -> refers(descriptor.digest(), subject));
    facts.children().forEach(child -> contained.add(child.digest()));
    return facts;
  }

  /** An index under a tag that names an image lists what refers to that image. */
  private void readTags(Descriptor entry) {
    for (Digest subject : References.ofTags(entry)) {
      refers(entry.digest(), subject);
      List<Descriptor> listed = facts(entry).children();
      if (!listed.isEmpty()) {
        listings.add(entry.digest());
        listed.forEach(child -> refers(child.digest(), subject));
      }
    }
  }

  private void refers(Digest from, Digest to) {
    if (!from.equals(to)) {
      references.computeIfAbsent(from, key -> new LinkedHashSet<>()).add(to);
    }
  }

  /** Adds a manifest that nothing contains. */
  void addStray(Descriptor descriptor) {
    if (!nodes.containsKey(descriptor.digest()) && nodes.size() < MAX_DOCUMENTS) {
      add(descriptor);
    }
  }

  /** Returns what a manifest or index says about itself. */
  ManifestFacts facts(Descriptor descriptor) {
    ManifestFacts known = nodes.get(descriptor.digest());
    return known != null ? known : ManifestFacts.read(descriptor, documents);
  }

  /** Returns whether an entry of {@code index.json} is a part of another one, or refers to one. */
  boolean belongsToAnother(Descriptor entry) {
    return contained.contains(entry.digest())
        || references.getOrDefault(entry.digest(), Set.of()).stream().anyMatch(nodes::containsKey);
  }

  /**
   * Returns what refers to an image or to a part of it, or to such a referrer, and is not a part of
   * the image.
   *
   * @param root the image's manifest or index
   * @return the type of each referrer, or its media type if it does not state one
   */
  List<MediaType> referrers(Descriptor root) {
    Map<Digest, List<Digest>> referrers = new HashMap<>();
    references.forEach(
        (from, subjects) ->
            subjects.forEach(
                to -> referrers.computeIfAbsent(to, key -> new ArrayList<>()).add(from)));
    Set<Digest> image = withAllBelow(root.digest());
    Set<Digest> found = new LinkedHashSet<>();
    Deque<Digest> unfollowed = new ArrayDeque<>(image);
    while (!unfollowed.isEmpty()) {
      for (Digest referrer : referrers.getOrDefault(unfollowed.remove(), List.of())) {
        if (!image.contains(referrer) && found.add(referrer)) {
          unfollowed.add(referrer);
        }
      }
    }
    found.removeAll(listings);
    return found.stream().map(this::type).toList();
  }

  private MediaType type(Digest digest) {
    return Optional.ofNullable(nodes.get(digest))
        .flatMap(ManifestFacts::artifactType)
        .orElse(MediaType.OCI_MANIFEST);
  }

  private Set<Digest> withAllBelow(Digest root) {
    Set<Digest> found = new LinkedHashSet<>();
    Deque<Digest> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Digest next = open.remove();
      ManifestFacts facts = nodes.get(next);
      if (found.add(next) && facts != null) {
        facts.children().forEach(child -> open.add(child.digest()));
      }
    }
    return found;
  }
}

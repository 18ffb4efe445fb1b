package io.github.ocimaven.push;

import io.github.ocimaven.concurrent.Bottleneck;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.plan.PushPlan.AbsentManifest;
import io.github.ocimaven.plan.PushPlan.PlannedBlob;
import io.github.ocimaven.plan.PushPlan.PlannedManifest;
import io.github.ocimaven.registry.PutReceipt;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Brings one image's content to one repository, in steps that several destinations take together.
 * If the registry rejects a manifest because it lacks content that it claimed to have (garbage
 * collection may have deleted it meanwhile), that content is sent without asking.
 */
final class Delivery {

  private final PushRun run;
  private final PushPlan plan;
  private final OpenDestination destination;
  private final BlobSender sender;

  /** Children that the repository has. */
  private final Set<Digest> present = ConcurrentHashMap.newKeySet();

  /** Children that the registry has rejected because it lacks content that they refer to. */
  private final Map<Digest, RegistryException> refused = new ConcurrentHashMap<>();

  private final Repair repair;

  /**
   * Creates a delivery; sends nothing yet.
   *
   * @param run the state that the push's destinations share
   */
  Delivery(PushRun run, OpenDestination destination) {
    this.run = run;
    this.plan = run.plan();
    this.destination = destination;
    this.sender = new BlobSender(run, destination);
    this.repair = new Repair(run, destination, sender);
  }

  OpenDestination destination() {
    return destination;
  }

  /**
   * Records that the repository has everything, because one of its tags names the image: the
   * registry checked that when it accepted the manifest. Registries don't check for
   * nondistributable layers.
   */
  void isComplete() {
    plan.blobs().stream()
        .map(PlannedBlob::descriptor)
        .filter(blob -> !blob.mediaType().isNondistributable())
        .forEach(blob -> run.known().found(destination.target(), blob.digest()));
  }

  /**
   * Looks up which images of an index the repository has. It then has their blobs, too: the
   * registry checked that when it accepted the images.
   */
  void lookUpImages() {
    images().forEach(image -> run.workers().submit(Bottleneck.LATENCY, 0, () -> lookUp(image)));
    run.workers().await();
  }

  /** Returns the manifests of an index that the source and the repository lack. */
  List<AbsentManifest> lookUpAbsentManifests() {
    List<AbsentManifest> absent = plan.absent();
    List<Boolean> found =
        run.workers()
            .map(
                Bottleneck.LATENCY,
                absent,
                manifest -> 0,
                manifest -> has(manifest.descriptor().digest()));
    return IntStream.range(0, absent.size())
        .filter(i -> !found.get(i))
        .mapToObj(absent::get)
        .toList();
  }

  private Stream<PlannedManifest> images() {
    return plan.children().stream().filter(child -> !child.manifest().mediaType().isIndex());
  }

  private void lookUp(PlannedManifest child) {
    if (has(child.manifest().digest())) {
      present.add(child.manifest().digest());
      child.blobs().forEach(blob -> run.known().found(destination.target(), blob));
    }
  }

  /**
   * Looks up which blobs the repository lacks, and mounts and sends nothing.
   *
   * @return the lacking blobs that the source lacks, too
   */
  List<Descriptor> lookUpBlobs() {
    List<PlannedBlob> absent = select(plan.blobs(), blob -> !sender.isThere(blob));
    absent.forEach(destination.arrivals()::lacks);
    return withoutContent(absent);
  }

  /**
   * Looks up the blobs that the source lacks, and mounts them if possible.
   *
   * @return those that the repository lacks, too, and can't mount
   */
  List<Descriptor> lookUpMissingBlobs() {
    List<PlannedBlob> blobs = plan.blobs().stream().filter(blob -> blob.content() == null).toList();
    return withoutContent(select(blobs, blob -> !sender.findsOrMounts(blob)));
  }

  private List<PlannedBlob> select(List<PlannedBlob> blobs, Predicate<PlannedBlob> test) {
    List<Boolean> selected = run.workers().map(Bottleneck.LATENCY, blobs, blob -> 0, test::test);
    return IntStream.range(0, blobs.size()).filter(selected::get).mapToObj(blobs::get).toList();
  }

  private static List<Descriptor> withoutContent(List<PlannedBlob> blobs) {
    return blobs.stream()
        .filter(blob -> blob.content() == null)
        .map(PlannedBlob::descriptor)
        .toList();
  }

  /** Starts to bring the blobs that the source has to the repository. */
  void bringBlobs() {
    plan.blobs().stream()
        .filter(blob -> blob.content() != null)
        .sorted(BlobSender.LARGEST_FIRST)
        .forEach(sender::bring);
  }

  /** Starts to store the images of an index, which don't refer to each other. */
  void bringImages() {
    images()
        .map(PlannedManifest::manifest)
        .filter(image -> !present.contains(image.digest()))
        .forEach(image -> run.workers().submit(Bottleneck.LATENCY, 0, () -> bringImage(image)));
  }

  private void bringImage(Manifest image) {
    try {
      putByDigest(image);
    } catch (RegistryException e) {
      if (e.reason() != Reason.CONTENT_LACKING) {
        throw e;
      }
      refused.put(image.digest(), e); // sent again later: that needs this worker, too
    }
  }

  /** Stores the images that {@link #bringImages} could not store, and the indexes in the index. */
  void bringOtherManifests() {
    if (!refused.isEmpty()) {
      putChildrenAfter(refused.values());
      return;
    }
    for (PlannedManifest planned : plan.children()) {
      Manifest child = planned.manifest();
      if (child.mediaType().isIndex() && !has(child.digest())) {
        put(() -> putByDigest(child));
      }
    }
  }

  private PutReceipt putByDigest(Manifest child) {
    return destination.repository().putManifest(ManifestName.of(child.digest()), child);
  }

  private boolean has(Digest manifest) {
    return destination
        .repository()
        .manifestDigest(ManifestName.of(manifest))
        .equals(Optional.of(manifest));
  }

  /**
   * Stores a manifest.
   *
   * @param name the tag that will name it, or its digest
   * @throws RegistryException if the registry rejects it
   */
  PutReceipt put(ManifestName name, Manifest manifest) {
    return put(() -> destination.repository().putManifest(name, manifest));
  }

  /**
   * Stores a manifest by its digest, and asks the registry to set tags with the same request.
   *
   * @throws RegistryException if the registry rejects it
   */
  PutReceipt put(Manifest manifest, List<Tag> tags) {
    return put(() -> destination.repository().putManifest(manifest, tags));
  }

  /** As long as the registry lacks something that can still be sent, this sends it. */
  private PutReceipt put(Supplier<PutReceipt> put) {
    for (; ; ) {
      try {
        return put.get();
      } catch (RegistryException e) {
        if (e.reason() != Reason.CONTENT_LACKING) {
          throw e;
        }
        putChildrenAfter(List.of(e));
      }
    }
  }

  /**
   * Sends again what the registry lacks, then stores all children.
   *
   * @param refusals one or more responses that the registry lacks content
   */
  private void putChildrenAfter(Collection<RegistryException> refusals) {
    repair(refusals);
    List<Manifest> children = plan.children().stream().map(PlannedManifest::manifest).toList();
    for (int i = 0; i < children.size(); i++) {
      try {
        putByDigest(children.get(i));
      } catch (RegistryException e) {
        if (e.reason() != Reason.CONTENT_LACKING) {
          throw e;
        }
        repair(List.of(e));
        i = -1; // a parent may lack a child that was stored before it
      }
    }
  }

  private void repair(Collection<RegistryException> refusals) {
    repair.after(
        refusals.iterator().next(),
        refusals.stream()
            .flatMap(refusal -> refusal.lacking().stream())
            .collect(Collectors.toSet()));
  }
}

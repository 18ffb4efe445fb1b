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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Brings one image's content to one repository, in steps that several destinations take together.
 * If the registry rejects a manifest because it lacks content that it claimed to have (garbage
 * collection may have deleted it meanwhile), all of that content is sent again, once.
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

  private boolean repeated;

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
      destination.repository().putManifest(ManifestName.of(image.digest()), image);
    } catch (RegistryException e) {
      if (e.reason() != Reason.CONTENT_LACKING) {
        throw e;
      }
      refused.put(image.digest(), e); // sent again later: that needs this worker, too
    }
  }

  /** Stores the images that {@link #bringImages} could not store, and the indexes in the index. */
  void bringOtherManifests() {
    for (PlannedManifest planned : plan.children()) {
      Manifest child = planned.manifest();
      RegistryException refusal = refused.get(child.digest());
      if (refusal != null) {
        putAfter(
            refusal,
            () -> destination.repository().putManifest(ManifestName.of(child.digest()), child));
      } else if (child.mediaType().isIndex() && !has(child.digest())) {
        put(ManifestName.of(child.digest()), child);
      }
    }
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

  private PutReceipt put(Supplier<PutReceipt> put) {
    try {
      return put.get();
    } catch (RegistryException e) {
      if (e.reason() != Reason.CONTENT_LACKING) {
        throw e;
      }
      return putAfter(e, put);
    }
  }

  private PutReceipt putAfter(RegistryException refusal, Supplier<PutReceipt> put) {
    if (repeated) {
      throw refusal.adding("the content was sent again, but the registry still lacks it");
    }
    repeated = true;
    sendAgain(refusal);
    return put(put);
  }

  /** Sends the blobs that the registry names, even if it claims to have them, and all children. */
  private void sendAgain(RegistryException cause) {
    Set<Digest> lacking = cause.lacking();
    if (plan.withheld().stream().map(Descriptor::digest).anyMatch(lacking::contains)) {
      throw cause.adding(
          "it requires nondistributable layers; set includeNondistributableLayers to upload them");
    }
    run.known()
        .lost(
            destination.target(),
            plan.blobs().stream().map(blob -> blob.descriptor().digest()).toList());
    List<PlannedBlob> absent =
        select(
            plan.blobs(),
            blob -> lacking.contains(blob.descriptor().digest()) || !sender.isThere(blob));
    if (!withoutContent(absent).isEmpty()) {
      throw cause.adding("the source lacks it, too; build the image again with all its layers");
    }
    run.listener().started(List.of(destination.target()));
    try {
      absent.forEach(sender::sendAgain);
      run.workers().await();
    } finally {
      run.listener().finished();
    }
    for (PlannedManifest child : plan.children()) {
      put(ManifestName.of(child.manifest().digest()), child.manifest());
    }
  }
}

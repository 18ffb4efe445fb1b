package io.github.ocimaven.push;

import io.github.ocimaven.concurrent.Bottleneck;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.plan.PlannedBlob;
import io.github.ocimaven.plan.PlannedManifest;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Brings one image's content to one repository, in steps that several destinations take together.
 * Where the registry says of a manifest that it lacks what the manifest refers to, although it
 * claimed to have it (it may have collected garbage meanwhile), all of that is sent again, once.
 */
final class Delivery {

  private final PushRun run;
  private final PushPlan plan;
  private final OpenDestination destination;
  private final BlobSender sender;

  /** Children that the repository has. */
  private final Set<Digest> present = ConcurrentHashMap.newKeySet();

  /** Children that the registry has refused, because it lacks what they refer to. */
  private final Map<Digest, RegistryException> refused = new ConcurrentHashMap<>();

  private boolean repeated;

  /**
   * Prepares.
   *
   * @param run what the destinations have in common
   * @param destination where to
   */
  Delivery(PushRun run, OpenDestination destination) {
    this.run = run;
    this.plan = run.plan();
    this.destination = destination;
    this.sender = new BlobSender(run, destination);
  }

  /** Returns where it is to. */
  OpenDestination destination() {
    return destination;
  }

  /**
   * The repository has everything, as its tag shows: the registry checked when it got it. Only for
   * nondistributable layers no registry does.
   */
  void isComplete() {
    plan.blobs().stream()
        .map(PlannedBlob::descriptor)
        .filter(blob -> !blob.mediaType().isNondistributable())
        .forEach(blob -> run.known().found(destination.target(), blob.digest()));
  }

  /**
   * Asks which images of an index the repository has. It has their blobs then: it checked when it
   * got them.
   */
  void lookUpImages() {
    images().forEach(image -> run.workers().submit(Bottleneck.LATENCY, 0, () -> lookUp(image)));
    run.workers().await();
  }

  private Stream<PlannedManifest> images() {
    return plan.children().stream().filter(child -> !child.manifest().mediaType().isIndex());
  }

  private void lookUp(PlannedManifest child) {
    if (has(child.manifest())) {
      present.add(child.manifest().digest());
      child.blobs().forEach(blob -> run.known().found(destination.target(), blob));
    }
  }

  /**
   * Asks which blobs the repository lacks, and does no more than ask.
   *
   * @return those of them that the source lacks, too
   */
  List<Descriptor> lookUpBlobs() {
    List<PlannedBlob> absent = select(plan.blobs(), blob -> !sender.isThere(blob));
    absent.forEach(destination.arrivals()::lacks);
    return withoutContent(absent);
  }

  /**
   * Looks for the blobs that the source lacks.
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

  /** Begins to bring the blobs there that the source has. */
  void bringBlobs() {
    plan.blobs().stream()
        .filter(blob -> blob.content() != null)
        .sorted(BlobSender.LARGEST_FIRST)
        .forEach(sender::bring);
  }

  /** Begins to store the images of an index, which do not refer to each other. */
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
      refused.put(image.digest(), e); // to send it again takes the workers, of which this is one
    }
  }

  /** Stores what {@link #bringImages} could not, and the indexes within the index. */
  void bringOtherManifests() {
    for (PlannedManifest planned : plan.children()) {
      Manifest child = planned.manifest();
      RegistryException refusal = refused.get(child.digest());
      if (refusal != null) {
        putAfter(refusal, ManifestName.of(child.digest()), child);
      } else if (child.mediaType().isIndex() && !has(child)) {
        put(ManifestName.of(child.digest()), child);
      }
    }
  }

  private boolean has(Manifest manifest) {
    return destination
        .repository()
        .manifestDigest(ManifestName.of(manifest.digest()))
        .equals(Optional.of(manifest.digest()));
  }

  /**
   * Stores a manifest.
   *
   * @param name the tag that shall name it, or its digest
   * @param manifest the manifest
   * @throws RegistryException if the registry does not take it
   */
  void put(ManifestName name, Manifest manifest) {
    try {
      destination.repository().putManifest(name, manifest);
    } catch (RegistryException e) {
      if (e.reason() != Reason.CONTENT_LACKING) {
        throw e;
      }
      putAfter(e, name, manifest);
    }
  }

  private void putAfter(RegistryException refusal, ManifestName name, Manifest manifest) {
    if (repeated) {
      throw refusal.adding("it lacks that although it was sent again");
    }
    repeated = true;
    sendAgain(refusal);
    put(name, manifest);
  }

  /** What the registry names is sent even where it claims to have it; children are sent anyway. */
  private void sendAgain(RegistryException cause) {
    Set<Digest> lacking = cause.lacking();
    if (plan.withheld().stream().map(Descriptor::digest).anyMatch(lacking::contains)) {
      throw cause.adding(
          "it wants nondistributable layers, which includeNondistributableLayers uploads, too");
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
    plan.children()
        .forEach(child -> put(ManifestName.of(child.manifest().digest()), child.manifest()));
  }
}

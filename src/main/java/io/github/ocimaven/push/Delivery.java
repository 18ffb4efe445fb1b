package io.github.ocimaven.push;

import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.MissingBlobException;
import io.github.ocimaven.model.RegistryException;
import io.github.ocimaven.model.RegistryException.Reason;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.plan.PlannedBlob;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.registry.Registry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings one image's content to one repository. Where the registry says of a manifest that it lacks
 * what the manifest refers to, although it claimed to have it (it may have collected garbage
 * meanwhile), all of that is sent again, once.
 */
final class Delivery {

  private final PushPlan plan;
  private final Target target;
  private final Registry registry;
  private final BlobSender sender;
  private final Arrivals arrivals;
  private boolean repeated;

  /**
   * Prepares.
   *
   * @param plan what to send
   * @param target where to
   * @param registry the target's repository
   * @param sender sends the blobs
   * @param arrivals is told what arrives
   */
  Delivery(PushPlan plan, Target target, Registry registry, BlobSender sender, Arrivals arrivals) {
    this.plan = plan;
    this.target = target;
    this.registry = registry;
    this.sender = sender;
    this.arrivals = arrivals;
  }

  /**
   * Asks which blobs the repository lacks.
   *
   * @throws MissingBlobException if the source lacks one of them, too
   */
  List<PlannedBlob> absent() {
    List<PlannedBlob> absent =
        sender.filter(plan.blobs(), blob -> !registry.hasBlob(blob.descriptor()));
    List<Descriptor> missing = withoutContent(absent);
    if (!missing.isEmpty()) {
      throw new MissingBlobException(plan.source(), target, missing);
    }
    arrivals.lacks(absent);
    return absent;
  }

  private static List<Descriptor> withoutContent(List<PlannedBlob> blobs) {
    return blobs.stream()
        .filter(blob -> blob.content() == null)
        .map(PlannedBlob::descriptor)
        .toList();
  }

  /**
   * Sends blobs, and then the children that the repository lacks.
   *
   * @param absent the blobs
   * @param from a repository of the same registry that has all blobs, or null
   */
  void send(List<PlannedBlob> absent, @Nullable String from) {
    sender.send(absent, target, registry, from, arrivals);
    for (Manifest child : plan.children()) {
      String digest = child.digest().toString();
      if (!registry.manifestDigest(digest).equals(Optional.of(child.digest()))) {
        put(digest, child);
      }
    }
  }

  /**
   * Stores a manifest.
   *
   * @param reference the tag that shall name it, or its digest
   * @param manifest the manifest
   * @throws RegistryException if the registry does not take it
   */
  void put(String reference, Manifest manifest) {
    try {
      registry.putManifest(reference, manifest);
    } catch (RegistryException e) {
      if (e.reason() != Reason.CONTENT_LACKING) {
        throw e;
      }
      if (repeated) {
        throw e.adding("it lacks that although it was sent again");
      }
      repeated = true;
      sendAgain(e);
      put(reference, manifest);
    }
  }

  /** What the registry names is sent even where it claims to have it; children are sent anyway. */
  private void sendAgain(RegistryException cause) {
    Set<Digest> lacking = cause.lacking();
    if (plan.withheld().stream().map(Descriptor::digest).anyMatch(lacking::contains)) {
      throw cause.adding(
          "it wants nondistributable layers, which includeNondistributableLayers uploads, too");
    }
    List<PlannedBlob> absent =
        sender.filter(
            plan.blobs(),
            blob ->
                lacking.contains(blob.descriptor().digest())
                    || !registry.hasBlob(blob.descriptor()));
    if (!withoutContent(absent).isEmpty()) {
      throw cause.adding("the source lacks it, too; build the image again with all its layers");
    }
    arrivals.lacks(absent);
    sender.send(absent, target, registry, null, arrivals);
    plan.children().forEach(child -> put(child.digest().toString(), child));
  }
}

package io.github.ocimaven.push;

import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.plan.PushPlan.PlannedBlob;
import io.github.ocimaven.push.PushResult.Amount;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.text.Units;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Sends a repository the blobs that its registry lacks after all. Once a registry refuses a
 * manifest for that, nothing that vouched for a blob counts any more: neither the registry's
 * response to a lookup or a mount, nor what other pushes know. Some registries name all lacking
 * blobs in the refusal, some one at a time, and some none.
 */
final class Repair {

  private final PushRun run;
  private final PushPlan plan;
  private final OpenDestination destination;
  private final BlobSender sender;

  /** What the refusals have named so far. */
  private final Set<Digest> named = new HashSet<>();

  private boolean begun;
  private int sent;

  /**
   * Creates a repair that has nothing to do yet.
   *
   * @param run the state that the push's destinations share
   */
  Repair(PushRun run, OpenDestination destination, BlobSender sender) {
    this.run = run;
    this.plan = run.plan();
    this.destination = destination;
    this.sender = sender;
  }

  /**
   * Uploads, without asking, all blobs that this push has not uploaded itself, and those that a
   * refusal names for the first time. The caller then stores all children again.
   *
   * @param refusal why the registry refuses a manifest
   * @param lacking what the registry says it lacks; may be empty
   * @throws RegistryException the refusal, if there is nothing left to send
   */
  void after(RegistryException refusal, Set<Digest> lacking) {
    if (plan.withheld().stream().map(Descriptor::digest).anyMatch(lacking::contains)) {
      throw refusal.adding(
          "it requires nondistributable layers; set includeNondistributableLayers to upload them");
    }
    Set<Digest> news = new HashSet<>(lacking);
    news.removeAll(named);
    named.addAll(lacking);
    Predicate<PlannedBlob> due =
        blob -> news.contains(blob.descriptor().digest()) || !destination.arrivals().hasSent(blob);
    List<PlannedBlob> blobs = plan.blobs().stream().filter(due).toList();
    if (blobs.stream()
        .anyMatch(blob -> blob.content() == null && lacking.contains(blob.descriptor().digest()))) {
      throw refusal.adding("the source lacks it, too; build the image again with all its layers");
    }
    List<PlannedBlob> sendable = blobs.stream().filter(blob -> blob.content() != null).toList();
    // A registry that names nothing may have lost a child, even one that this push has stored.
    boolean childrenMayHelp =
        plan.children().stream()
            .map(child -> child.manifest().digest())
            .anyMatch(child -> !begun || news.contains(child));
    if (sendable.isEmpty() && !childrenMayHelp) {
      throw refusal.adding(outcome(blobs.size()));
    }
    begun = true;
    send(sendable);
  }

  private void send(List<PlannedBlob> blobs) {
    if (blobs.isEmpty()) {
      return;
    }
    run.known()
        .lost(
            destination.target(), blobs.stream().map(blob -> blob.descriptor().digest()).toList());
    run.listener().sendingAgain(destination.target(), Amount.of(blobs));
    run.listener().started(List.of(destination.target()));
    try {
      blobs.forEach(sender::sendAgain);
      run.workers().await();
    } finally {
      run.listener().finished();
    }
    sent += blobs.size();
  }

  /**
   * Returns what was done in vain.
   *
   * @param unsendable the number of blobs that the source lacks
   */
  private String outcome(int unsendable) {
    String lacking =
        unsendable == 0
            ? ""
            : ", and the source lacks "
                + Units.count(unsendable, "blob")
                + "; build the image again with all its layers";
    return sent == 0
        ? "this push has uploaded every blob that the source has" + lacking
        : Units.count(sent, "blob")
            + (sent == 1 ? " was" : " were")
            + " uploaded without asking before that response"
            + lacking;
  }
}

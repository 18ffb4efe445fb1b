package io.github.ocimaven.push;

import io.github.ocimaven.concurrent.Bottleneck;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.plan.PushPlan.AbsentManifest;
import io.github.ocimaven.push.PushResult.Amount;
import io.github.ocimaven.push.tag.MovedTags;
import io.github.ocimaven.push.tag.TagRule;
import io.github.ocimaven.push.tag.TagTakenException;
import io.github.ocimaven.push.tag.TagTakenException.Taken;
import io.github.ocimaven.registry.RegistryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Carries out a plan, at all destinations together: looks up the tags, brings the blobs in
 * parallel, then the manifests, children first by digest, and finally moves the tags. If anything
 * fails before that, no tag has moved at any destination.
 */
final class PushEngine {

  private final PushRun run;
  private final PushPlan plan;
  private final boolean dryRun;
  private final TagRule tagRule;
  private final PushListener listener;
  private final long begin = System.nanoTime();

  /** A destination with the work to be done there. */
  private record DestinationPush(OpenDestination destination, TagMoves moves, Delivery delivery) {}

  /**
   * Creates the engine of one push.
   *
   * @param dryRun whether to only ask the registries, and send nothing
   * @param tagRule which tags may move
   */
  PushEngine(PushRun run, boolean dryRun, TagRule tagRule) {
    this.run = run;
    this.plan = run.plan();
    this.dryRun = dryRun;
    this.tagRule = tagRule;
    this.listener = run.listener();
  }

  /**
   * Pushes.
   *
   * @return the result of each destination, in their order
   * @throws TagTakenException if a tag may not move; nothing was sent then, unless the tag was set
   *     in the meantime
   * @throws PushException if the push failed otherwise; no tag was moved then, unless moving or
   *     reading back a later one of several tags failed, which the message says
   */
  List<PushResult> push(List<OpenDestination> destinations) {
    MovedTags moved = new MovedTags(destinations.size() > 1);
    try {
      List<DestinationPush> pushes = lookUpTags(destinations);
      List<Taken> taken = pushes.stream().flatMap(push -> push.moves().taken().stream()).toList();
      TagMoves.requireNone(taken, tagRule, plan.root(), TagMoves.NOTHING_SENT);
      List<Delivery> lacking = new ArrayList<>();
      for (DestinationPush push : pushes) {
        if (push.moves().areSomeThere()) {
          push.delivery().isComplete();
        } else {
          lacking.add(push.delivery());
        }
      }
      requireAbsentManifests(lacking);
      lacking.forEach(Delivery::lookUpImages);
      if (dryRun) {
        requireAll(lacking, Delivery::lookUpBlobs);
        return pushes.stream().map(this::announce).toList();
      }
      deliver(lacking);
      return pushes.stream().map(push -> move(push, moved)).toList();
    } catch (RegistryException e) {
      throw UploadTally.addTo(
          e, destinations.stream().map(OpenDestination::arrivals).toList(), moved);
    }
  }

  /** A tag and the repository that it belongs to. */
  private record Question(OpenDestination destination, String tag) {

    Optional<Digest> ask() {
      return destination.repository().manifestDigest(ManifestName.tag(tag));
    }
  }

  private List<DestinationPush> lookUpTags(List<OpenDestination> destinations) {
    List<Question> questions =
        destinations.stream()
            .flatMap(to -> to.target().tags().stream().map(tag -> new Question(to, tag)))
            .toList();
    List<Optional<Digest>> answers =
        run.workers().map(Bottleneck.LATENCY, questions, question -> 0, Question::ask);
    List<DestinationPush> pushes = new ArrayList<>();
    int next = 0;
    for (OpenDestination destination : destinations) {
      int end = next + destination.target().tags().size();
      TagMoves moves = new TagMoves(destination, plan.root(), tagRule, answers.subList(next, end));
      pushes.add(new DestinationPush(destination, moves, new Delivery(run, destination)));
      next = end;
    }
    return pushes;
  }

  private void requireAbsentManifests(List<Delivery> deliveries) {
    for (Delivery delivery : deliveries) {
      List<AbsentManifest> missing = delivery.lookUpAbsentManifests();
      if (!missing.isEmpty()) {
        throw plan.lacking(missing, delivery.destination().target().name());
      }
    }
  }

  private void requireAll(
      List<Delivery> deliveries, Function<Delivery, List<Descriptor>> findMissing) {
    for (Delivery delivery : deliveries) {
      List<Descriptor> missing = findMissing.apply(delivery);
      if (!missing.isEmpty()) {
        throw new MissingBlobException(plan.source(), delivery.destination().target(), missing);
      }
    }
  }

  private void deliver(List<Delivery> deliveries) {
    if (deliveries.isEmpty()) {
      return;
    }
    requireAll(deliveries, Delivery::lookUpMissingBlobs);
    listener.started(deliveries.stream().map(each -> each.destination().target()).toList());
    try {
      deliveries.forEach(Delivery::bringBlobs);
      run.workers().await();
    } finally {
      listener.finished();
    }
    deliveries.forEach(Delivery::bringImages);
    run.workers().await();
    deliveries.forEach(Delivery::bringOtherManifests);
  }

  private PushResult move(DestinationPush push, MovedTags moved) {
    push.moves().move(push.delivery(), run.workers(), moved, listener);
    push.delivery().isComplete();
    return report(push);
  }

  private PushResult announce(DestinationPush push) {
    push.moves().announce(listener);
    return report(push);
  }

  private PushResult report(DestinationPush push) {
    UploadTally arrivals = push.destination().arrivals();
    PushResult result =
        new PushResult(
            push.destination().target(),
            plan.root().digest(),
            plan.imageId(),
            arrivals.absent().minus(arrivals.mounted()),
            arrivals.mounted(),
            Amount.of(plan.blobs()).minus(arrivals.absent()),
            push.moves().tags(),
            Duration.ofNanos(System.nanoTime() - begin));
    listener.pushed(result);
    return result;
  }
}

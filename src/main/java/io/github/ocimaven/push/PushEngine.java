package io.github.ocimaven.push;

import io.github.ocimaven.concurrent.Bottleneck;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final Format format;
  private final boolean dryRun;
  private final TagRule tagRule;
  private final PushListener listener;
  private final long begin = System.nanoTime();

  /** A destination with the work to be done there. */
  private record DestinationPush(OpenDestination destination, TagMoves moves, Delivery delivery) {

    /** Puts the root by its digest, unless all tags name it. */
    void offer(Manifest root) {
      if (!moves.tags().isEmpty()) {
        var unused = delivery.put(ManifestName.of(root.digest()), root);
      }
    }

    DestinationPush with(Manifest root) {
      return new DestinationPush(destination, moves.to(root), delivery);
    }
  }

  /**
   * Creates the engine of one push.
   *
   * @param format which media types the root has
   * @param dryRun whether to only ask the registries, and send nothing
   * @param tagRule which tags may move
   */
  PushEngine(PushRun run, Format format, boolean dryRun, TagRule tagRule) {
    this.run = run;
    this.plan = run.plan();
    this.format = format;
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
      requireNoneTaken(pushes, TagMoves.NOTHING_SENT);
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
      return move(pushes, moved);
    } catch (RegistryException e) {
      throw UploadTally.addTo(
          format.explain(e), destinations.stream().map(OpenDestination::arrivals).toList(), moved);
    }
  }

  private void requireNoneTaken(List<DestinationPush> pushes, String state) {
    List<Taken> taken = pushes.stream().flatMap(push -> push.moves().taken().stream()).toList();
    TagMoves.requireNone(taken, tagRule, pushes.get(0).moves().root(), state);
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
    Map<String, Optional<Digest>> named = new LinkedHashMap<>();
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      named.put(question.destination().target().reference(question.tag()), answers.get(i));
    }
    Manifest root = format.first(named);
    return destinations.stream()
        .map(
            to ->
                new DestinationPush(
                    to, new TagMoves(to, root, tagRule, named), new Delivery(run, to)))
        .toList();
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

  /**
   * Moves the tags of one destination after the other. If a registry does not support the media
   * types of the root, all destinations get the other ones: before a tag is moved anywhere, each
   * has to accept the root.
   */
  private List<PushResult> move(List<DestinationPush> pushes, MovedTags moved) {
    DestinationPush current = pushes.get(0);
    Manifest root = current.moves().root();
    try {
      if (format.isExchangeable(root)) {
        // The first one shows that when its own tags are put.
        for (DestinationPush push : pushes.subList(1, pushes.size())) {
          current = push;
          push.offer(root);
        }
      }
      List<PushResult> results = new ArrayList<>();
      for (DestinationPush push : pushes) {
        current = push;
        results.add(move(push, moved));
      }
      return results;
    } catch (RegistryException e) {
      if (!moved.isEmpty()) {
        throw e;
      }
      Manifest instead = format.instead(root, current.destination().target(), e);
      List<DestinationPush> others = pushes.stream().map(push -> push.with(instead)).toList();
      requireNoneTaken(others, moved.inWords());
      return others.stream().map(push -> move(push, moved)).toList();
    }
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
            push.moves().root().digest(),
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

package io.github.ocimaven.push;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.RegistryException;
import io.github.ocimaven.model.TagTakenException;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.plan.PlannedBlob;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.push.PushResult.Amount;
import io.github.ocimaven.registry.Registry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Carries a plan out: blobs in parallel, then manifests children first by digest, then tags. A
 * failure before the tags leaves every one of them where it was.
 */
public final class PushEngine {

  private final boolean dryRun;
  private final TagRule tagRule;
  private final PushListener listener;
  private final BlobSender sender;

  /** For each registry, a repository that has all blobs of the image. */
  private final Map<String, String> complete = new HashMap<>();

  /**
   * Makes an engine for the destinations of one image, whose blobs it hashes once for all of them.
   *
   * @param parallelism how many blobs may be in flight, 1 or more
   * @param dryRun whether to ask the registry only, and send nothing
   * @param tagRule which tags may move
   * @param listener is told how it goes
   */
  public PushEngine(int parallelism, boolean dryRun, TagRule tagRule, PushListener listener) {
    this.dryRun = dryRun;
    this.tagRule = tagRule;
    this.listener = listener;
    this.sender = new BlobSender(parallelism, listener);
  }

  /**
   * Pushes to one destination.
   *
   * @param plan what to send
   * @param target where to, with the tags to move
   * @param registry the target's repository
   * @return what was done
   * @throws TagTakenException if a tag may not move; nothing was sent then, unless somebody else
   *     set the tag in the meantime
   * @throws PushException if it failed otherwise; no tag was moved then, unless the failure was in
   *     moving or reading back a later one of several tags, which the message says
   */
  public PushResult push(PushPlan plan, Target target, Registry registry) {
    long begin = System.nanoTime();
    Arrivals arrivals = new Arrivals();
    try {
      TagMoves moves = TagMoves.lookUp(target, registry, plan.root(), tagRule);
      TagMoves.requireNone(moves.taken(), tagRule, plan.root(), TagMoves.NOTHING_SENT);
      Delivery delivery = new Delivery(plan, target, registry, sender, arrivals);
      // A registry that has a tag for the image has all of it: it checked when it got it.
      if (!moves.areSomeThere()) {
        List<PlannedBlob> absent = delivery.absent();
        if (!dryRun) {
          delivery.send(absent, complete.get(target.registry()));
        }
      }
      if (dryRun) {
        moves.announce(listener);
      } else {
        moves.move(delivery::put, arrivals, listener);
        complete.putIfAbsent(target.registry(), target.repository());
      }
      return new PushResult(
          target,
          plan.root().digest(),
          plan.imageId(),
          arrivals.absent().minus(arrivals.mounted()),
          arrivals.mounted(),
          Amount.of(plan.blobs()).minus(arrivals.absent()),
          moves.tags(),
          Duration.ofNanos(System.nanoTime() - begin));
    } catch (RegistryException e) {
      throw arrivals.addTo(e);
    }
  }
}

package io.github.ocimaven.push;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.model.TagTakenException.Taken;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.plan.Planner;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.push.TagRule.Overwrite;
import io.github.ocimaven.registry.Registry;
import io.github.ocimaven.registry.RegistryOpener;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.ImageSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Pushes an image to its destinations, once: opens the source, plans, and carries the plan out. */
public final class Pusher {

  private final PushListener listener;
  private final TagWatch registries;

  /**
   * Makes a pusher.
   *
   * @param registries opens the destinations
   * @param listener is told how it goes
   */
  public Pusher(RegistryOpener registries, PushListener listener) {
    this.registries = new TagWatch(registries);
    this.listener = listener;
  }

  /**
   * Pushes. No registry is asked anything unless the source is valid.
   *
   * @param request what to push, and where to
   * @return what was done at each destination, in their order
   * @throws PushException if it failed; destinations after the one that failed were not tried
   * @throws PushInterruptedException if the thread is interrupted, which stays so
   */
  public List<PushResult> push(PushRequest request) {
    try {
      return pushAll(request);
    } catch (PushInterruptedException | CancellationException e) {
      throw interruption(e);
    } catch (PushException | UncheckedIOException e) {
      // An interruption ends connections and closes files, which looks as if they failed.
      throw Thread.currentThread().isInterrupted() ? interruption(e) : e;
    }
  }

  /**
   * Says how far the push has come, for whoever interrupts it and can't wait for its end.
   *
   * @param cause what ended it, or null
   */
  public PushInterruptedException interruption(@Nullable Throwable cause) {
    return registries.interruption(cause);
  }

  private List<PushResult> pushAll(PushRequest request) {
    try (ImageSource source = ImageSources.open(request.source(), listener)) {
      PushPlan plan = Planner.plan(source, request.includeNondistributable());
      listener.planned(plan);
      requireMovableTags(plan, request);
      PushEngine engine =
          new PushEngine(request.parallelism(), request.dryRun(), request.tagRule(), listener);
      List<PushResult> results = new ArrayList<>();
      for (Target target : request.targets()) {
        try (Registry registry = registries.open(target)) {
          PushResult result = engine.push(plan, target, registry);
          listener.pushed(result);
          results.add(result);
        }
      }
      return results;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // closing the source, from which all was read
    }
  }

  /** Where one of several destinations does not let its tags move, none of them gets anything. */
  private void requireMovableTags(PushPlan plan, PushRequest request) {
    TagRule rule = request.tagRule();
    if (rule.overwrite() == Overwrite.ALWAYS || request.targets().size() == 1) {
      return;
    }
    List<Taken> taken = new ArrayList<>();
    for (Target target : request.targets()) {
      try (Registry registry = registries.open(target)) {
        taken.addAll(TagMoves.lookUp(target, registry, plan.root(), rule).taken());
      }
    }
    TagMoves.requireNone(taken, rule, plan.root(), TagMoves.NOTHING_SENT);
  }
}

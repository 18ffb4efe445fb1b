package io.github.ocimaven.push;

import io.github.ocimaven.concurrent.Workers;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MountSource;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.plan.Planner;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.push.blob.BlobVerifier;
import io.github.ocimaven.push.tag.TagTrackingRepositories;
import io.github.ocimaven.registry.RepositoryOpener;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.open.ImageSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pushes an image to its destinations, once: opens the source, plans, and carries out the plan. */
public final class Pusher {

  private final PushListener listener;
  private final TagTrackingRepositories registries;

  public Pusher(RepositoryOpener registries, PushListener listener) {
    this.registries = new TagTrackingRepositories(registries);
    this.listener = listener;
  }

  /**
   * Reads and validates the image, which is also a push's first step. Sends no request.
   *
   * @return the digest of the image that a push would send now
   * @throws PushException if the image can't be pushed
   * @throws PushInterruptedException if the thread is interrupted; it stays interrupted
   */
  public Digest check(PushRequest request) {
    return interruptibly(() -> planned(request, plan -> plan.root().digest()));
  }

  /**
   * Pushes. Sends no request unless the source is valid.
   *
   * @return the result of each destination, in their order
   * @throws PushException if the push failed; no tag was moved then at any destination, unless
   *     moving the tags failed, which the message says
   * @throws PushInterruptedException if the thread is interrupted; it stays interrupted
   */
  public List<PushResult> push(PushRequest request) {
    return interruptibly(() -> planned(request, plan -> push(request, plan)));
  }

  private <T> T interruptibly(Supplier<T> work) {
    try {
      return work.get();
    } catch (PushInterruptedException | CancellationException e) {
      throw interruption(e);
    } catch (PushException | UncheckedIOException e) {
      // An interruption closes connections and files, and they then report failures.
      throw Thread.currentThread().isInterrupted() ? interruption(e) : e;
    }
  }

  /**
   * Describes how far the push has come, for a caller that interrupts it and can't wait for its
   * end.
   *
   * @param cause the exception that ended it, or null
   */
  public PushInterruptedException interruption(@Nullable Throwable cause) {
    return registries.interruption(cause);
  }

  /** A plan can only be used as long as its source is open. */
  private <T> T planned(PushRequest request, Function<PushPlan, T> use) {
    try (ImageSource source = ImageSources.open(request.source(), listener)) {
      PushPlan plan = Planner.plan(source, request.includeNondistributable());
      listener.planned(plan);
      Digest expectedDigest = request.expectedDigest();
      if (expectedDigest != null && !expectedDigest.equals(plan.root().digest())) {
        throw new SourceChangedException(plan.source(), expectedDigest, plan.root().digest());
      }
      return use.apply(plan);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // closing failed, after everything was read
    }
  }

  private List<PushResult> push(PushRequest request, PushPlan plan) {
    PushSession session = request.session();
    // The workers are closed first, since they use the destinations.
    try (OpenDestinations destinations = new OpenDestinations();
        Workers workers = new Workers("push", session.limit())) {
      for (Target target : request.targets()) {
        List<String> mountFrom = MountSource.of(target, request.mountFrom());
        destinations.open(registries, target, mountFrom);
      }
      BlobVerifier verifier = new BlobVerifier(request.targets().size() > 1);
      PushRun run = new PushRun(plan, workers, session.blobs(), listener, verifier);
      Format format = new Format(plan, request.mayChooseFormat(), listener);
      return new PushEngine(run, format, request.dryRun(), request.tagRule())
          .push(destinations.all());
    }
  }
}

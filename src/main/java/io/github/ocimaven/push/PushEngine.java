package io.github.ocimaven.push;

import io.github.ocimaven.concurrent.Workers;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.MissingBlobException;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.RegistryException;
import io.github.ocimaven.model.RegistryException.Reason;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.plan.PlannedBlob;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.push.PushResult.Amount;
import io.github.ocimaven.registry.Registry;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Carries a plan out: blobs in parallel, then manifests children first by digest, then tags. A
 * failure before the tags leaves every one of them where it was.
 */
public final class PushEngine {

  private static final Comparator<PlannedBlob> LARGEST_FIRST =
      Comparator.comparingLong((PlannedBlob blob) -> blob.descriptor().size()).reversed();

  private final int parallelism;
  private final boolean dryRun;
  private final PushListener listener;
  private final BlobVerifier verifier = new BlobVerifier();

  /** For each registry, a repository that has all blobs of the image. */
  private final Map<String, String> complete = new HashMap<>();

  /**
   * Makes an engine for the destinations of one image, whose blobs it hashes once for all of them.
   *
   * @param parallelism how many blobs may be in flight, 1 or more
   * @param dryRun whether to ask the registry only, and send nothing
   * @param listener is told how it goes
   */
  public PushEngine(int parallelism, boolean dryRun, PushListener listener) {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism is 1 or more, not " + parallelism);
    }
    this.parallelism = parallelism;
    this.dryRun = dryRun;
    this.listener = listener;
  }

  /**
   * Pushes to one destination.
   *
   * @param plan what to send
   * @param target where to, with the tags to move
   * @param registry the target's repository
   * @return what was done
   * @throws PushException if it failed; no tag was moved then, unless the failure was in moving or
   *     reading back a later one of several tags
   */
  public PushResult push(PushPlan plan, Target target, Registry registry) {
    long begin = System.nanoTime();
    List<String> tags =
        target.tags().stream().filter(tag -> !names(registry, tag, plan.root())).toList();
    // Where one of the tags names the image, the registry has all of it: it checked when it got it.
    boolean known = tags.size() < target.tags().size();
    List<PlannedBlob> absent = List.of();
    Queue<PlannedBlob> mounted = new ConcurrentLinkedQueue<>();
    if (!known) {
      try (Workers workers = new Workers("push", parallelism)) {
        absent = workers.filter(plan.blobs(), blob -> !registry.hasBlob(blob.descriptor()));
        requireContent(plan, target, absent);
        if (!dryRun) {
          sendBlobs(workers, target, registry, absent, mounted);
          sendChildren(plan, registry);
        }
      }
    }
    if (!dryRun) {
      tags.forEach(tag -> moveTag(target, registry, tag, plan.root()));
      complete.putIfAbsent(target.registry(), target.repository());
    }
    Amount sent = Amount.of(absent).minus(Amount.of(mounted));
    return new PushResult(
        target,
        plan.root().digest(),
        plan.imageId(),
        sent,
        Amount.of(mounted),
        Amount.of(plan.blobs()).minus(Amount.of(absent)),
        tags,
        Duration.ofNanos(System.nanoTime() - begin));
  }

  private static boolean names(Registry registry, String reference, Manifest manifest) {
    return registry.manifestDigest(reference).equals(Optional.of(manifest.digest()));
  }

  private static void requireContent(PushPlan plan, Target target, List<PlannedBlob> absent) {
    List<Descriptor> missing =
        absent.stream()
            .filter(blob -> blob.content() == null)
            .map(PlannedBlob::descriptor)
            .toList();
    if (!missing.isEmpty()) {
      throw new MissingBlobException(plan.source(), target, missing);
    }
  }

  private void sendBlobs(
      Workers workers,
      Target target,
      Registry registry,
      List<PlannedBlob> absent,
      Queue<PlannedBlob> mounted) {
    String from = complete.get(target.registry());
    listener.started(target, absent.size(), Amount.of(absent).bytes());
    try {
      workers.forEach(
          absent.stream().sorted(LARGEST_FIRST).toList(),
          blob -> {
            if (send(workers, registry, blob, from)) {
              mounted.add(blob);
            }
            listener.blobDone();
          });
    } finally {
      listener.finished();
    }
  }

  private boolean send(
      Workers workers, Registry registry, PlannedBlob blob, @Nullable String from) {
    var content = blob.content();
    if (content == null) {
      throw new IllegalStateException("a missing blob was reported before");
    }
    verifier.verify(blob.descriptor(), content, workers::requireRunning);
    long[] before = {0};
    return registry.putBlob(
        blob.descriptor(),
        content,
        from,
        sent -> {
          workers.requireRunning();
          listener.sent(sent - before[0]);
          before[0] = sent;
        });
  }

  private static void sendChildren(PushPlan plan, Registry registry) {
    for (Manifest child : plan.children()) {
      String digest = child.digest().toString();
      if (!names(registry, digest, child)) {
        registry.putManifest(digest, child);
      }
    }
  }

  private static void moveTag(Target target, Registry registry, String tag, Manifest root) {
    registry.putManifest(tag, root);
    Optional<Digest> stored = registry.storedDigest(tag);
    if (!stored.equals(Optional.of(root.digest()))) {
      throw new RegistryException(
          "confirm " + target.reference(tag),
          Reason.STORED_OTHER_BYTES,
          0,
          "the registry took the manifest "
              + root.digest()
              + " and then served "
              + stored.map(Digest::toString).orElse("nothing")
              + "; it, or a proxy before it, changes what it stores: push to one that does not",
          null);
    }
  }
}

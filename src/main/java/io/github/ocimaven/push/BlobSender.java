package io.github.ocimaven.push;

import io.github.ocimaven.concurrent.Bottleneck;
import io.github.ocimaven.concurrent.Workers;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.plan.PushPlan.PlannedBlob;
import io.github.ocimaven.push.blob.BlobVerifier;
import io.github.ocimaven.registry.Repository;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Brings blobs to one repository with as few requests as possible. A blob that is known to be there
 * takes no request, and one that another repository of the registry is known to have takes one, to
 * mount it. For every other blob, the registry is asked, and a missing blob is mounted from a
 * repository that the user has named, or uploaded. A blob that another push is sending to the same
 * registry at the moment is not sent twice.
 */
final class BlobSender {

  /** A larger blob spends more time on transferring its bytes than on waiting for responses. */
  private static final long LARGE_BYTES = 4L * 1024 * 1024;

  private final Target target;
  private final Repository repository;
  private final List<String> mountFrom;
  private final UploadTally arrivals;
  private final KnownBlobs known;
  private final BlobVerifier verifier;
  private final Workers workers;
  private final PushListener listener;

  /**
   * One repository may be inaccessible; a registry that refuses a second one does not mount at all.
   */
  private static final int MOST_REFUSALS = 2;

  /** The order in which blobs are looked up. */
  static final Comparator<PlannedBlob> LARGEST_FIRST =
      Comparator.comparingLong((PlannedBlob blob) -> blob.descriptor().size()).reversed();

  /** Repositories from which the registry has refused to mount. */
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  /**
   * Creates a sender.
   *
   * @param run the state that the push's destinations share
   */
  BlobSender(PushRun run, OpenDestination destination) {
    this.target = destination.target();
    this.repository = destination.repository();
    this.mountFrom = destination.mountFrom();
    this.arrivals = destination.arrivals();
    this.known = run.known();
    this.verifier = run.verifier();
    this.workers = run.workers();
    this.listener = run.listener();
  }

  /** Returns whether the repository has a blob; asks the registry unless the answer is known. */
  boolean isThere(PlannedBlob blob) {
    if (known.has(target, blob.descriptor().digest())) {
      return true;
    }
    if (repository.hasBlob(blob.descriptor())) {
      known.found(target, blob.descriptor().digest());
      return true;
    }
    return false;
  }

  /**
   * Finds or mounts a blob, without sending it.
   *
   * @return whether the repository has it now
   */
  boolean findsOrMounts(PlannedBlob blob) {
    return mountsKnown(blob) || isThere(blob) || mounts(blob);
  }

  /**
   * Starts to bring a blob to the repository; {@link Workers#await} waits for the end.
   *
   * @param blob a blob with content
   */
  void bring(PlannedBlob blob) {
    workers.submit(
        Bottleneck.LATENCY,
        Long.MAX_VALUE, // lookups first: they show how much there is to do
        () -> {
          if (!mountsKnown(blob) && !isThere(blob)) {
            send(blob, this::upload);
          }
        });
  }

  /**
   * Starts to send a blob, even if the registry claims to have it.
   *
   * @param blob a blob with content
   */
  void sendAgain(PlannedBlob blob) {
    send(blob, this::put);
  }

  private void send(PlannedBlob blob, Consumer<PlannedBlob> sending) {
    arrivals.lacks(blob);
    listener.lacking(1, blob.descriptor().size());
    workers.submit(bottleneck(blob), blob.descriptor().size(), () -> sending.accept(blob));
  }

  private static boolean isLarge(PlannedBlob blob) {
    return blob.descriptor().size() > LARGE_BYTES;
  }

  private static Bottleneck bottleneck(PlannedBlob blob) {
    return isLarge(blob) ? Bottleneck.BANDWIDTH : Bottleneck.LATENCY;
  }

  private void upload(PlannedBlob blob) {
    if (mountsKnown(blob)) {
      listener.lacking(-1, -blob.descriptor().size());
      return;
    }
    if (!refused.isEmpty()) {
      mountOrPut(blob); // waiting for another push only helps if the registry mounts
      return;
    }
    CompletionStage<Void> other = known.claim(target, blob.descriptor().digest());
    if (other != null) {
      workers.submitAfter(other, bottleneck(blob), blob.descriptor().size(), () -> upload(blob));
      return;
    }
    try {
      mountOrPut(blob);
    } finally {
      known.sent(target, blob.descriptor().digest());
    }
  }

  private void mountOrPut(PlannedBlob blob) {
    if (mountsKnown(blob) || mounts(blob)) {
      listener.lacking(-1, -blob.descriptor().size());
    } else {
      put(blob);
    }
  }

  /**
   * Mounts a blob from a repository that is known to have it, unless this repository is known to
   * have it.
   */
  private boolean mountsKnown(PlannedBlob blob) {
    Digest digest = blob.descriptor().digest();
    if (known.has(target, digest)) {
      arrivals.isThere(blob);
      return true;
    }
    Optional<String> from =
        known.elsewhere(target, digest).stream()
            .filter(repository -> !refused.contains(repository))
            .findFirst();
    if (from.isEmpty() || refused.size() >= MOST_REFUSALS) {
      return false;
    }
    boolean mounted = mounts(blob, from.get());
    if (!mounted) {
      refused.add(from.get());
    }
    return mounted;
  }

  /** Mounts a blob from the repositories that the user has named. */
  private boolean mounts(PlannedBlob blob) {
    return mountFrom.stream().anyMatch(from -> mounts(blob, from));
  }

  private boolean mounts(PlannedBlob blob, String from) {
    if (!repository.mountBlob(blob.descriptor(), from)) {
      return false;
    }
    arrivals.lacks(blob);
    arrived(blob, true);
    return true;
  }

  private void put(PlannedBlob blob) {
    Content content = blob.content();
    if (content == null) {
      throw new IllegalStateException("a missing blob was reported before");
    }
    Content verified =
        verifier.verify(blob.descriptor(), content, isLarge(blob), workers::requireRunning);
    long[] before = {0};
    repository.putBlob(
        blob.descriptor(),
        verified,
        sent -> {
          workers.requireRunning();
          listener.sent(sent - before[0]);
          before[0] = sent;
        });
    arrived(blob, false);
    listener.blobDone();
  }

  private void arrived(PlannedBlob blob, boolean mounted) {
    known.found(target, blob.descriptor().digest());
    arrivals.arrived(blob, mounted);
  }
}

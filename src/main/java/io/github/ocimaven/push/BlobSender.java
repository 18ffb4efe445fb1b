package io.github.ocimaven.push;

import io.github.ocimaven.concurrent.Bottleneck;
import io.github.ocimaven.concurrent.Workers;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.plan.PlannedBlob;
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
 * Brings blobs to one repository with as few requests as it takes: none for a blob that is known to
 * be there, one for a blob that another repository of the registry is known to have, a question for
 * every other blob, and an upload, or the mount from a repository that the user names, for those
 * that are lacking. Nothing is sent that another push is sending to the same registry just now.
 */
final class BlobSender {

  /** A larger blob is busy with its bytes for longer than it waits for answers. */
  private static final long LARGE_BYTES = 4L * 1024 * 1024;

  private final Target target;
  private final Repository repository;
  private final List<String> mountFrom;
  private final UploadTally arrivals;
  private final KnownBlobs known;
  private final BlobVerifier verifier;
  private final Workers workers;
  private final PushListener listener;

  /** One repository may be out of reach; a registry that refuses another one mounts nothing. */
  private static final int MOST_REFUSALS = 2;

  /** The order in which blobs are asked for. */
  static final Comparator<PlannedBlob> LARGEST_FIRST =
      Comparator.comparingLong((PlannedBlob blob) -> blob.descriptor().size()).reversed();

  /** Repositories that the registry does not mount from. */
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  /**
   * Makes a sender.
   *
   * @param run what the destinations have in common
   * @param destination where to
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

  /**
   * Asks whether the repository has a blob, unless that is known.
   *
   * @param blob the blob
   */
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
   * Brings a blob there without sending it, as far as that can be.
   *
   * @return whether it is there now
   */
  boolean findsOrMounts(PlannedBlob blob) {
    return mountsKnown(blob) || isThere(blob) || mounts(blob);
  }

  /**
   * Begins to bring a blob there. The workers' {@link Workers#await} waits until it is.
   *
   * @param blob a blob with content
   */
  void bring(PlannedBlob blob) {
    workers.submit(
        Bottleneck.LATENCY,
        Long.MAX_VALUE, // questions first: they tell how much there is to do
        () -> {
          if (!mountsKnown(blob) && !isThere(blob)) {
            send(blob, this::upload);
          }
        });
  }

  /**
   * Begins to send a blob, whoever claims to have it.
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
      mountOrPut(blob); // where the registry does not mount, there is nothing to wait for
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

  /** Mounts a blob from where it is known to be, unless it is known to be here. */
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

  /** Mounts a blob from where the user says that it may be. */
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

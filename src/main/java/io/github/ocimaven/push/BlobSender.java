package io.github.ocimaven.push;

import io.github.ocimaven.concurrent.Workers;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.plan.PlannedBlob;
import io.github.ocimaven.push.PushResult.Amount;
import io.github.ocimaven.registry.Registry;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds out which blobs a repository lacks, and sends blobs, several at a time. */
final class BlobSender {

  private static final Comparator<PlannedBlob> LARGEST_FIRST =
      Comparator.comparingLong((PlannedBlob blob) -> blob.descriptor().size()).reversed();

  private final int parallelism;
  private final PushListener listener;
  private final BlobVerifier verifier = new BlobVerifier();

  /**
   * Makes a sender for the destinations of one image, whose blobs it hashes once for all of them.
   *
   * @param parallelism how many blobs may be in flight, 1 or more
   * @param listener is told how it goes
   */
  BlobSender(int parallelism, PushListener listener) {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism is 1 or more, not " + parallelism);
    }
    this.parallelism = parallelism;
    this.listener = listener;
  }

  /**
   * Tests blobs, several at a time.
   *
   * @param blobs the blobs
   * @param test asks the repository
   * @return those that the test holds for
   */
  List<PlannedBlob> filter(List<PlannedBlob> blobs, Predicate<PlannedBlob> test) {
    try (Workers workers = new Workers("push", parallelism)) {
      return workers.filter(blobs, test);
    }
  }

  /**
   * Sends blobs, each of which has content.
   *
   * @param blobs the blobs
   * @param target where to
   * @param registry the target's repository
   * @param from a repository of the same registry that has all of them, or null
   * @param arrivals is told of each that has arrived
   */
  void send(
      Collection<PlannedBlob> blobs,
      Target target,
      Registry registry,
      @Nullable String from,
      Arrivals arrivals) {
    listener.started(target, blobs.size(), Amount.of(blobs).bytes());
    try (Workers workers = new Workers("push", parallelism)) {
      workers.forEach(
          blobs.stream().sorted(LARGEST_FIRST).toList(),
          blob -> {
            arrivals.arrived(blob, send(workers, registry, blob, from));
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
    if (from != null && registry.mountBlob(blob.descriptor(), from)) {
      return true;
    }
    registry.putBlob(
        blob.descriptor(),
        content,
        sent -> {
          workers.requireRunning();
          listener.sent(sent - before[0]);
          before[0] = sent;
        });
    return false;
  }
}

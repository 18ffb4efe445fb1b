package io.github.ocimaven.soak;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRepositories;
import io.github.ocimaven.testing.TemporaryDirectory;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

/**
 * Pushes one image after the other, each with its own tag. Some also get a tag that this thread
 * moves from image to image.
 *
 * @param number the number of this thread
 * @param registry {@code HOST:PORT}
 * @param images writes the images to push
 * @param end is released to end the thread
 * @param ledger records the tags of the pushes
 */
record PushThread(
    int number,
    String registry,
    RandomImages images,
    CountDownLatch end,
    TagLedger ledger,
    SoakReport report) {

  static final List<String> REPOSITORIES = List.of("soak/a", "soak/b", "soak/c", "soak/d");

  private static final int PARALLELISM = 4;

  /** The defaults of {@code retries} and {@code retryMaxDelay}. */
  private static final RetrySettings RETRIES = new RetrySettings(5, Duration.ofSeconds(30));

  void run() throws IOException {
    SplittableRandom random = new SplittableRandom();
    for (int i = 1; end.getCount() > 0; i++) {
      String name = number + "-" + i;
      List<String> tags = new ArrayList<>(List.of(name));
      if (random.nextBoolean()) {
        tags.add(random.nextInt(2), "moving-" + number);
      }
      String repository = REPOSITORIES.get(random.nextInt(REPOSITORIES.size()));
      push(name, new Target(registry, repository, tags));
    }
  }

  private void push(String name, Target target) throws IOException {
    try (TemporaryDirectory work = TemporaryDirectory.create("soak-")) {
      WrittenImage image = images.write(work.path().resolve("oci"), name);
      var retrying =
          new RetryingRepositories(
              Connections.anonymous().connections(PARALLELISM).open(),
              RETRIES,
              PARALLELISM,
              retry -> report.retried(retry.symptom()));
      WatchedTags watched = new WatchedTags(retrying, image.manifestDigest());
      report.add("pushes", 1);
      long begin = System.nanoTime();
      try {
        PushResult result =
            new Pusher(watched, PushListener.NONE)
                .push(Requests.push(work.path(), "oci", null, List.of(target), PARALLELISM, false))
                .get(0);
        succeeded(image, result);
      } catch (RegistryException e) {
        failed(image, target, watched, e);
      } catch (RuntimeException e) {
        report.problem("push " + name + " failed with " + e);
        note(image, target, watched);
      }
      report.atMost("seconds of the longest push", (System.nanoTime() - begin) / 1_000_000_000);
    }
  }

  private void succeeded(WrittenImage image, PushResult result) {
    report.add("pushes that succeeded", 1);
    report.add("bytes of their layers that were sent", result.uploaded().bytes());
    if (!result.digest().toString().equals(image.manifestDigest())) {
      report.problem("pushed " + image.manifestDigest() + " and reported " + result.digest());
    }
    for (String tag : result.target().tags()) {
      ledger.moved(new TagLedger.Tag(result.target().repository(), tag), image.manifestDigest());
    }
  }

  private void failed(
      WrittenImage image, Target target, WatchedTags watched, RegistryException failure) {
    report.add("pushes that failed", 1);
    String verb = failure.action().split(" ", 2)[0];
    report.failed(verb + ": " + failure.reason() + " " + failure.status(), failure.getMessage());
    note(image, target, watched);
  }

  private void note(WrittenImage image, Target target, WatchedTags watched) {
    for (String name : target.tags()) {
      TagLedger.Tag tag = new TagLedger.Tag(target.repository(), name);
      if (watched.isConfirmed(name)) {
        ledger.moved(tag, image.manifestDigest());
      } else if (watched.isSent(name)) {
        ledger.inDoubt(tag, image.manifestDigest());
      }
    }
  }
}

package io.github.ocimaven.mojo.log;

import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.PushResult.Amount;
import io.github.ocimaven.registry.Transience.Pause;
import io.github.ocimaven.registry.retry.RetryListener;
import io.github.ocimaven.registry.retry.RetryListener.Retry;
import io.github.ocimaven.text.Units;
import java.util.List;
import java.util.function.LongFunction;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** Logs the course of a push in the Maven log. */
public final class LogListener extends SourceLog implements PushListener, RetryListener {

  private final boolean dryRun;
  private final LongFunction<ProgressDisplay> displays;
  private boolean isPlanTold;
  private @Nullable Transfer transfer;
  private ProgressDisplay display = ProgressDisplay.NONE;

  /**
   * Creates a listener.
   *
   * @param displays creates the display of a transfer, given the time in nanoseconds
   */
  public LogListener(Log log, boolean dryRun, LongFunction<ProgressDisplay> displays) {
    super(log);
    this.dryRun = dryRun;
    this.displays = displays;
  }

  @Override
  public void planned(PushPlan plan) {
    if (isPlanTold) {
      return; // a push of the same image that waited for the other modules
    }
    isPlanTold = true;
    log()
        .info(
            "Image "
                + plan.source()
                + ": "
                + Units.count(plan.blobs().size(), "blob")
                + " ("
                + Units.bytes(plan.blobBytes())
                + "), "
                + Units.count(plan.children().size() + 1, "manifest")
                + ", "
                + plan.root().digest());
    plan.notes().forEach(log()::info);
    if (!plan.withheld().isEmpty()) {
      log()
          .info(
              "Not uploaded: "
                  + Units.count(plan.withheld().size(), "nondistributable layer")
                  + " ("
                  + Units.bytes(plan.withheld().stream().mapToLong(Descriptor::size).sum())
                  + "), which includeNondistributableLayers would upload too");
      plan.withheld().forEach(layer -> log().debug("not uploaded: " + layer.digest()));
    }
    plan.warnings().forEach(warning -> log().debug("warning: " + warning));
  }

  @Override
  public void formatRefused(Target target, Digest refused, Digest pushed) {
    log()
        .warn(
            target.name()
                + " does not support Docker's media types ("
                + refused
                + "): pushing the image with OCI media types, as "
                + pushed
                + "; to do so from the start, set -Doci.imageFormat=oci");
  }

  @Override
  public void formatKept(String reference, Digest other, Digest kept) {
    log()
        .info(
            reference
                + " names the image with OCI media types ("
                + kept
                + "), which are kept; with Docker's, it would be "
                + other
                + "; to choose, set -Doci.imageFormat");
  }

  @Override
  public void sendingAgain(Target target, Amount blobs) {
    log()
        .warn(
            target.name()
                + " lacks content that it was said to have: uploading "
                + amount(blobs)
                + " without asking");
  }

  @Override
  public synchronized void started(List<Target> targets) {
    long now = System.nanoTime();
    String others = targets.size() == 1 ? "" : " and " + (targets.size() - 1) + " more";
    transfer = new Transfer(targets.get(0) + others, now);
    display = displays.apply(now);
  }

  @Override
  public synchronized void lacking(int blobs, long bytes) {
    if (transfer != null) {
      transfer.lacks(blobs, bytes);
    }
  }

  @Override
  public synchronized void sent(long bytes) {
    if (transfer != null) {
      transfer.sent(bytes);
      display.update(transfer, System.nanoTime(), false);
    }
  }

  @Override
  public synchronized void blobDone() {
    if (transfer != null) {
      transfer.blobDone();
      display.update(transfer, System.nanoTime(), false);
    }
  }

  @Override
  public synchronized void retrying(Retry retry) {
    String said =
        "Could not "
            + retry.action()
            + " ("
            + retry.symptom()
            + "): attempt "
            + retry.attempt()
            + " of "
            + retry.attempts()
            + " in "
            + Units.duration(retry.delay());
    Pause pause = retry.pause();
    if (pause != null && !pause.begins()) {
      log().debug(said);
      return; // the line about the first refusal is about all of them
    }
    display.clear();
    log()
        .warn(
            pause == null || pause.left().isZero()
                ? said
                : said + "; until then, no request is sent to " + pause.host());
  }

  @Override
  public synchronized void finished() {
    if (transfer != null) {
      display.update(transfer, System.nanoTime(), true);
      transfer = null;
    }
  }

  @Override
  public void releaseTagMoved(String reference, Digest before, Digest now) {
    log()
        .warn(
            (dryRun ? "Dry run, would move the release tag " : "Moved the release tag ")
                + reference
                + " from "
                + before
                + " to "
                + now
                + "; to forbid this, set -Doci.overwrite=snapshots");
  }

  @Override
  public void pushed(PushResult result) {
    for (String tag : result.target().tags()) {
      String reference = result.target().reference(tag) + "@" + result.digest();
      if (!result.movedTags().contains(tag)) {
        log().info("Already there: " + reference);
      } else {
        log().info((dryRun ? "Dry run, would push " : "Pushed ") + reference);
      }
    }
    log()
        .info(
            (dryRun ? "Dry run, nothing was sent: would upload " : "Uploaded ")
                + amount(result.uploaded())
                + (result.mounted().blobs() == 0 ? "" : ", mounted " + amount(result.mounted()))
                + ", already there "
                + amount(result.present())
                + ", in "
                + Units.duration(result.duration()));
  }

  private static String amount(Amount amount) {
    return Units.count(amount.blobs(), "blob") + " (" + Units.bytes(amount.bytes()) + ")";
  }
}

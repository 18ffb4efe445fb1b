package io.github.ocimaven.validate;

import io.github.ocimaven.concurrent.Bottleneck;
import io.github.ocimaven.concurrent.Workers;
import io.github.ocimaven.document.Finding;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.plan.Inspection;
import io.github.ocimaven.plan.Planner;
import io.github.ocimaven.plan.PushPlan.PlannedBlob;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.NotAnImageException;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.source.SourceNotFoundException;
import io.github.ocimaven.source.SourceReferenceException;
import io.github.ocimaven.source.SourceRequest;
import io.github.ocimaven.source.open.ImageSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks all that a source's images are made of. No registry is asked anything. */
public final class Validator {

  private Validator() {}

  /**
   * Checks the documents as a push does, and reads every blob that can be reached from the root.
   * Extra blobs are not wrong (image-layout.md, rule L4), but where the request names no image, and
   * so all of a layout is validated, their content must match their names (rule L5).
   *
   * @param request which source; at most as many blobs are read at once as its options and the
   *     number of processors allow
   * @param listener is told what takes its time before the source can be read
   * @return what is wrong, all of it
   * @throws SourceNotFoundException if there is nothing
   * @throws NotAnImageException if it is nothing that can be read as an image
   * @throws SourceReferenceException if the reference names no single image
   * @throws PushInterruptedException if the thread is interrupted
   */
  public static ValidationReport validate(SourceRequest request, SourceListener listener) {
    return validate(request, () -> ImageSources.openForValidation(request, listener));
  }

  /**
   * Validates what is opened.
   *
   * @param request how to
   * @param opening opens the source; it is closed here
   */
  static ValidationReport validate(SourceRequest request, Supplier<ImageSource> opening) {
    long start = System.nanoTime();
    try {
      ImageSource source = opening.get();
      try {
        return check(source, request, start);
      } finally {
        closeQuietly(source);
      }
    } catch (PushInterruptedException e) {
      throw PushInterruptedException.duringValidation(e.getCause());
    } catch (InvalidImageException e) {
      requireNotInterrupted(e);
      return new ValidationReport(
          e.source(), e.findings(), e.errorCount(), e.warningCount(), 0, 0, since(start));
    } catch (PushException e) {
      requireNotInterrupted(e);
      throw e;
    }
  }

  private static void closeQuietly(ImageSource source) {
    try {
      source.close();
    } catch (IOException | UncheckedIOException e) {
      // All was read: a temporary file that can't be deleted makes the report no less true, and a
      // failure on its way must not be hidden.
    }
  }

  private static ValidationReport check(ImageSource source, SourceRequest request, long start) {
    // Layers that a push leaves out are checked all the same, where the source has them.
    Inspection inspection = Planner.inspect(source, true);
    Findings findings = inspection.findings();
    List<BlobTask> tasks = new ArrayList<>();
    inspection.blobs().forEach(blob -> tasks.add(task(source, blob)));
    if (request.reference() == null) {
      source
          .otherBlobs(inspection.known(), findings)
          .forEach((digest, content) -> tasks.addAll(nameTask(digest, content)));
    }
    requireNotInterrupted(null);
    try (Workers workers = new Workers("validate", request.options().limit())) {
      workers
          .map(Bottleneck.PROCESSOR, tasks, BlobTask::bytesToRead, task -> task.check().get())
          .forEach(found -> found.forEach(findings::add));
    }
    List<Content> contents =
        tasks.stream().flatMap(task -> Stream.ofNullable(task.content())).toList();
    return new ValidationReport(
        source.name(),
        findings.all(),
        findings.errorCount(),
        findings.warningCount(),
        contents.size(),
        contents.stream().mapToLong(Content::size).sum(),
        since(start));
  }

  private record BlobTask(
      @Nullable Content content, long bytesToRead, Supplier<List<Finding>> check) {}

  private static BlobTask task(ImageSource source, PlannedBlob blob) {
    return new BlobTask(blob.content(), bytesToRead(blob), () -> check(source, blob));
  }

  private static List<BlobTask> nameTask(Digest digest, Content content) {
    if (!BlobCheck.canHash(digest)) {
      return List.of();
    }
    String file = "blobs/" + digest.algorithm() + "/" + digest.encoded();
    return List.of(
        new BlobTask(content, content.size(), () -> BlobCheck.checkName(digest, content, file)));
  }

  /** An interruption closes files, which looks as if they could not be read. */
  private static void requireNotInterrupted(@Nullable PushException failure) {
    if (Thread.currentThread().isInterrupted()) {
      throw PushInterruptedException.duringValidation(
          failure == null ? new InterruptedException() : failure);
    }
  }

  private static long bytesToRead(PlannedBlob blob) {
    return blob.content() == null ? 0 : blob.descriptor().size();
  }

  private static List<Finding> check(ImageSource source, PlannedBlob blob) {
    return blob.content() == null
        ? missing(source, blob)
        : BlobCheck.check(blob, source.file(blob.descriptor()));
  }

  private static List<Finding> missing(ImageSource source, PlannedBlob blob) {
    // Again, because no content may also mean that the planner has an error for what lies there.
    Findings unusable = new Findings();
    boolean absent = source.content(blob.descriptor(), unusable).isEmpty() && !unusable.hasErrors();
    // Layers of nondistributable types are fetched from elsewhere (layer.md).
    if (!absent || blob.descriptor().mediaType().isNondistributable()) {
      return List.of();
    }
    Findings findings = new Findings();
    findings.warning(
        "L7",
        source.file(blob.descriptor()),
        "",
        "no such file",
        "the " + blob.descriptor().mediaType() + ", unless the registry has it already");
    return findings.all();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}

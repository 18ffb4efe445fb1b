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

/** Checks all content of a source's images, without contacting a registry. */
public final class Validator {

  private Validator() {}

  /**
   * Checks the documents as a push does, and reads every blob that can be reached from the root.
   * Extra blobs are allowed (image-layout.md, rule L4). If the request names no image, so that the
   * whole layout is validated, their content must match their names (rule L5).
   *
   * @param request the source; its options and the number of processors limit how many blobs are
   *     read at once
   * @param listener notified before slow steps of opening the source
   * @return the report, with all findings
   * @throws SourceNotFoundException if the source does not exist
   * @throws NotAnImageException if the source can't be read as an image
   * @throws SourceReferenceException if the reference does not identify exactly one image
   * @throws PushInterruptedException if the thread is interrupted
   */
  public static ValidationReport validate(SourceRequest request, SourceListener listener) {
    return validate(request, () -> ImageSources.openForValidation(request, listener));
  }

  /**
   * Validates a source.
   *
   * @param opening opens the source, which is closed here
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
      // Everything was read: the report is true even if a temporary file can't be deleted, and an
      // exception that is being thrown must not be hidden.
    }
  }

  private static ValidationReport check(ImageSource source, SourceRequest request, long start) {
    // Layers that a push leaves out are also checked, if the source has them.
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

  /** An interrupt closes files, so that they seem to be unreadable. */
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
    // Look again: missing content may also mean that the planner has reported an error for it.
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

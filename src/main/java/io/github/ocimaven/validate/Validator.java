package io.github.ocimaven.validate;

import io.github.ocimaven.concurrent.Workers;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Finding;
import io.github.ocimaven.model.InvalidImageException;
import io.github.ocimaven.model.NotAnImageException;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.model.SourceNotFoundException;
import io.github.ocimaven.model.SourceReferenceException;
import io.github.ocimaven.plan.Inspection;
import io.github.ocimaven.plan.PlannedBlob;
import io.github.ocimaven.plan.Planner;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.ImageSources;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.source.SourceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Checks all that a source's images are made of. No registry is asked anything. */
public final class Validator {

  private Validator() {}

  /**
   * Checks the documents as a push does, and reads every blob that can be reached from the root.
   * Extra blobs are not wrong (image-layout.md, rule L4), and are not read.
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
    long start = System.nanoTime();
    try (ImageSource source = ImageSources.openForValidation(request, listener)) {
      // Layers that a push leaves out are checked all the same, where the source has them.
      Inspection inspection = Planner.inspect(source, true);
      requireNotInterrupted();
      int threads =
          Math.min(request.options().parallelism(), Runtime.getRuntime().availableProcessors());
      try (Workers workers = new Workers("validate", threads)) {
        workers
            .map(inspection.blobs(), Validator::bytesToRead, blob -> check(source, blob))
            .forEach(found -> found.forEach(inspection.findings()::add));
      }
      List<Content> contents =
          inspection.blobs().stream().flatMap(blob -> Stream.ofNullable(blob.content())).toList();
      return report(
          source.name(),
          inspection.findings(),
          contents.size(),
          contents.stream().mapToLong(Content::size).sum(),
          start);
    } catch (PushInterruptedException e) {
      throw PushInterruptedException.duringValidation(e.getCause());
    } catch (InvalidImageException e) {
      requireNotInterrupted();
      return new ValidationReport(
          e.source(), e.findings(), e.errorCount(), e.warningCount(), 0, 0, since(start));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // closing the source, from which all was read
    }
  }

  /** An interruption closes files, which looks as if they could not be read. */
  private static void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw PushInterruptedException.duringValidation(new InterruptedException());
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

  private static ValidationReport report(
      String source, Findings findings, int blobs, long bytes, long start) {
    return new ValidationReport(
        source,
        findings.all(),
        findings.errorCount(),
        findings.warningCount(),
        blobs,
        bytes,
        since(start));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}

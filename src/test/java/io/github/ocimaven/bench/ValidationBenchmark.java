package io.github.ocimaven.bench;

import io.github.ocimaven.Requests;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.source.SourceOptions;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.image.ImageBuilder;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.validate.ValidationReport;
import io.github.ocimaven.validate.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;

/**
 * Compares a validation with its lower bound: hashing each blob, inflating it, and hashing the
 * result, on one thread per processor.
 */
final class ValidationBenchmark {

  private static final int ROUNDS = 5;
  private static final int LAYERS = 8;

  /** Class files that gzip compresses to some 64 MiB. */
  private static final long LAYER_BYTES = 165L * 1024 * 1024;

  private static final int BUFFER_BYTES = 128 * 1024;

  private ValidationBenchmark() {}

  /** Writes an image, measures, and returns the table. */
  static String run(Path folder) throws IOException, InterruptedException {
    ImageBuilder builder = TestImages.layout(folder.resolve("layout"));
    for (int i = 0; i < LAYERS; i++) {
      builder.streamedLayer(
          LAYER_BYTES, (out, layer) -> Filling.TYPICAL.write(out, layer, LAYER_BYTES));
    }
    WrittenImage image = builder.write();
    List<Path> blobs = image.blobDigests().stream().skip(1).map(image::blobFile).toList();
    List<Long> ours = new ArrayList<>();
    List<Long> floor = new ArrayList<>();
    long cpu = 0;
    long bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long cpuBefore = cpuNanos();
      long begin = System.nanoTime();
      bytes = validate(folder).bytes();
      ours.add(System.nanoTime() - begin);
      cpu += cpuNanos() - cpuBefore;
      begin = System.nanoTime();
      readAll(blobs);
      floor.add(System.nanoTime() - begin);
    }
    return table(bytes, new Samples(ours), new Samples(floor), cpu);
  }

  private static String table(long bytes, Samples ours, Samples floor, long cpuNanos) {
    int processors = Runtime.getRuntime().availableProcessors();
    long wall = ours.nanos().stream().mapToLong(Long::longValue).sum();
    return String.format(
        Locale.ROOT,
        """
        | compressed | ours, seconds | hashing and inflating alone | ratio | processors busy |
        |---|---|---|---|---|
        | %d MiB | %s | %s | %.2f | %.2f of %d |
        """,
        bytes >> 20,
        ours.describe(),
        floor.describe(),
        ours.medianSeconds() / floor.medianSeconds(),
        cpuNanos / (double) wall,
        processors);
  }

  private static ValidationReport validate(Path folder) {
    ValidationReport report =
        Validator.validate(
            Requests.source(folder, "layout", null).withOptions(SourceOptions.defaults(8)),
            SourceListener.NONE);
    if (!report.findings().isEmpty()) {
      throw new IllegalStateException("the image is not valid: " + report.findings());
    }
    return report;
  }

  private static void readAll(List<Path> blobs) throws IOException, InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Callable<byte[]>> tasks = new ArrayList<>();
      blobs.forEach(blob -> tasks.add(() -> read(blob)));
      for (Future<byte[]> result : threads.invokeAll(tasks)) {
        result.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e);
    } finally {
      threads.shutdown();
    }
  }

  private static byte[] read(Path blob) throws IOException {
    MessageDigest plain = Digests.newSha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(blob), Digests.newSha256());
        InputStream tar = new GZIPInputStream(in, BUFFER_BYTES)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
        plain.update(buffer, 0, count);
      }
    }
    return plain.digest();
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }
}

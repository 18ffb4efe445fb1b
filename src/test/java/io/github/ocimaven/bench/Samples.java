package io.github.ocimaven.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Times of the same thing.
 *
 * @param nanos one or more times in nanoseconds
 */
record Samples(List<Long> nanos) {

  Samples {
    nanos = List.copyOf(nanos);
    if (nanos.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
  }

  /** The median; of an even number of samples, the mean of the two in the middle. */
  double medianSeconds() {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    return median / 1e9;
  }

  /** Median and spread, for people. */
  String describe() {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    if (sorted.length == 1) {
      return String.format(Locale.ROOT, "%.2f s", medianSeconds());
    }
    return String.format(
        Locale.ROOT,
        "%.2f s (%.2f–%.2f)",
        medianSeconds(),
        sorted[0] / 1e9,
        Arrays.stream(sorted).max().orElseThrow() / 1e9);
  }
}

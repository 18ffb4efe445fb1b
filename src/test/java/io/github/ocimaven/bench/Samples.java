package io.github.ocimaven.bench;

import java.util.List;
import java.util.Locale;

/**
 * Durations of the same work.
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

  double minSeconds() {
    return nanos.stream().mapToLong(Long::longValue).min().orElseThrow() / 1e9;
  }

  double maxSeconds() {
    return nanos.stream().mapToLong(Long::longValue).max().orElseThrow() / 1e9;
  }

  /** Median and spread, as text. */
  String describe() {
    return nanos.size() == 1
        ? String.format(Locale.ROOT, "%.2f", medianSeconds())
        : String.format(
            Locale.ROOT, "%.2f (%.2f–%.2f)", medianSeconds(), minSeconds(), maxSeconds());
  }
}

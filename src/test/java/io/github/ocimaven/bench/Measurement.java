package io.github.ocimaven.bench;

import java.util.Arrays;

/**
 * One push.
 *
 * @param nanos the duration
 * @param cpuNanos the processor time of the client in that time
 * @param peakHeapBytes the sum of the heap pools' peaks, garbage included; 0 if it was not a JVM of
 *     ours
 */
record Measurement(long nanos, long cpuNanos, long peakHeapBytes) {

  static Measurement ofProcess(long nanos, long cpuNanos) {
    return new Measurement(nanos, cpuNanos, 0);
  }

  /** The sum of two measurements, one after the other. */
  Measurement plus(Measurement other) {
    return new Measurement(
        nanos + other.nanos,
        cpuNanos + other.cpuNanos,
        Math.max(peakHeapBytes, other.peakHeapBytes));
  }

  /** The measurement as a line between processes. */
  String toLine() {
    return nanos + " " + cpuNanos + " " + peakHeapBytes;
  }

  /** Parses such a line. */
  static Measurement parse(String line) {
    long[] numbers = Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    return new Measurement(numbers[0], numbers[1], numbers[2]);
  }
}

package io.github.ocimaven.bench;

import java.util.Arrays;

/**
 * One push of ours.
 *
 * @param nanos how long it took, from before the source is opened until the tag is confirmed
 * @param cpuNanos the processor time of its JVM in that time
 * @param peakHeapBytes the sum of the heap pools' peaks, garbage included
 * @param requests how many requests were sent
 */
record PushSample(long nanos, long cpuNanos, long peakHeapBytes, int requests) {

  /** The sample as a line between processes. */
  String toLine() {
    return nanos + " " + cpuNanos + " " + peakHeapBytes + " " + requests;
  }

  /** Reads such a line. */
  static PushSample parse(String line) {
    long[] numbers = Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    return new PushSample(numbers[0], numbers[1], numbers[2], Math.toIntExact(numbers[3]));
  }
}

package io.github.ocimaven.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The results of a contestant in a case. */
final class Score {

  private final Contestant contestant;
  private final List<Sample> samples = new ArrayList<>();
  private Optional<String> failure = Optional.empty();

  Score(Contestant contestant) {
    this.contestant = contestant;
  }

  void add(Sample sample) {
    samples.add(sample);
  }

  void fail(Throwable cause) {
    String message = cause.getMessage();
    failure = Optional.of(message == null ? cause.toString() : message);
  }

  String name() {
    return contestant.name();
  }

  Role role() {
    return contestant.role();
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** Why it is out of the contest, if it is. */
  Optional<String> failure() {
    return failure;
  }

  /** Whether it pushed at least once, and all of its pushes arrived. */
  boolean counts() {
    return failure.isEmpty() && !samples.isEmpty();
  }

  long wallNanos() {
    return samples.stream().mapToLong(sample -> sample.push().nanos()).sum();
  }

  Samples times() {
    return of(sample -> sample.push().nanos());
  }

  double seconds() {
    return times().medianSeconds();
  }

  Samples cpu() {
    return of(sample -> sample.push().cpuNanos());
  }

  Samples registryCpu() {
    return of(Sample::registryCpuNanos);
  }

  long peakHeapBytes() {
    return samples.stream().mapToLong(sample -> sample.push().peakHeapBytes()).max().orElse(0);
  }

  /** The maximum number of requests of its pushes. */
  long requests() {
    return samples.stream().mapToLong(sample -> sample.traffic().requests()).max().orElse(0);
  }

  /** The maximum number of bytes that its pushes sent with a Content-Length. */
  long bytes() {
    return samples.stream().mapToLong(sample -> sample.traffic().bytes()).max().orElse(0);
  }

  private Samples of(ToLongFunction<Sample> nanos) {
    return new Samples(samples.stream().mapToLong(nanos).boxed().toList());
  }
}

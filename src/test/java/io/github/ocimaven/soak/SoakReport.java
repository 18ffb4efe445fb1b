package io.github.ocimaven.soak;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** Counts events of several threads, and collects those that must not happen. */
final class SoakReport {

  private final Map<String, Long> counts = new ConcurrentHashMap<>();
  private final Map<String, Long> failures = new ConcurrentSkipListMap<>();
  private final Map<String, String> examples = new ConcurrentSkipListMap<>();
  private final Map<String, Long> retries = new ConcurrentSkipListMap<>();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();

  /** Adds to a count. */
  void add(String what, long number) {
    counts.merge(what, number, Long::sum);
  }

  /** Records the largest of several numbers. */
  void atMost(String what, long number) {
    counts.merge(what, number, Math::max);
  }

  /** Returns a count. */
  long count(String what) {
    return counts.getOrDefault(what, 0L);
  }

  /** Records a push that failed with an allowed exception. */
  void failed(String reason, String message) {
    failures.merge(reason, 1L, Long::sum);
    examples.putIfAbsent(reason, message);
  }

  /** Records a retry. */
  void retried(String symptom) {
    retries.merge(symptom, 1L, Long::sum);
  }

  /** Records an event that must not happen. */
  void problem(String problem) {
    problems.add(problem);
  }

  /** Returns the events that must not have happened. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Returns the whole report as text. */
  @Override
  public String toString() {
    return table("", counts)
        + table("failed: ", failures)
        + table("retried: ", retries)
        + examples.entrySet().stream()
            .map(example -> example.getKey() + ", for example:\n  " + example.getValue() + "\n")
            .collect(Collectors.joining())
        + "problems: "
        + problems.size()
        + problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining())
        + "\n";
  }

  private static String table(String prefix, Map<String, Long> numbers) {
    return new ConcurrentSkipListMap<>(numbers)
        .entrySet().stream()
            .map(entry -> prefix + entry.getKey() + ": " + entry.getValue() + "\n")
            .collect(Collectors.joining());
  }
}

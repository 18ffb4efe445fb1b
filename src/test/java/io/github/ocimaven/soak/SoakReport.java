package io.github.ocimaven.soak;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** What happened, counted by several threads at once, and what must not have. */
final class SoakReport {

  private final Map<String, Long> counts = new ConcurrentHashMap<>();
  private final Map<String, Long> failures = new ConcurrentSkipListMap<>();
  private final Map<String, String> examples = new ConcurrentSkipListMap<>();
  private final Map<String, Long> retries = new ConcurrentSkipListMap<>();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();

  /** Counts something. */
  void add(String what, long number) {
    counts.merge(what, number, Long::sum);
  }

  /** Notes the largest of numbers. */
  void atMost(String what, long number) {
    counts.merge(what, number, Math::max);
  }

  /** How much was counted. */
  long count(String what) {
    return counts.getOrDefault(what, 0L);
  }

  /** A push failed with an exception that a push may fail with. */
  void failed(String reason, String message) {
    failures.merge(reason, 1L, Long::sum);
    examples.putIfAbsent(reason, message);
  }

  /** Something was tried again. */
  void retried(String symptom) {
    retries.merge(symptom, 1L, Long::sum);
  }

  /** Something happened that must not. */
  void problem(String problem) {
    problems.add(problem);
  }

  /** What must not have happened. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** All of it, for people. */
  @Override
  public String toString() {
    return table("", counts)
        + table("failed: ", failures)
        + table("tried again: ", retries)
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

package io.github.ocimaven.faults;

import io.github.ocimaven.registry.RegistryException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a cell.
 *
 * @param failure the exception of the push, or null if it succeeded
 * @param attempts the largest number of attempts for one subject of the step
 * @param duration the duration of the push
 * @param problems the deviations from the promise
 */
record Outcome(
    Cell cell,
    @Nullable Throwable failure,
    int attempts,
    Duration duration,
    List<String> problems) {

  /** Copies the problems. */
  Outcome {
    problems = List.copyOf(problems);
  }

  /** Returns the outcome of a cell that did not finish in time. */
  static Outcome none(Cell cell) {
    return new Outcome(cell, null, 0, Duration.ZERO, List.of("it did not finish in time"));
  }

  /** Returns the text in the table: ok or the reason of the failure, and the number of attempts. */
  String summary() {
    String result =
        failure == null
            ? "ok"
            : failure instanceof RegistryException registry
                ? "fails: " + registry.reason()
                : "fails: " + failure.getClass().getSimpleName();
    return (problems.isEmpty() ? "" : "WRONG ")
        + result
        + (attempts > 1 ? " after " + attempts : "");
  }
}

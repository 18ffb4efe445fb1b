package io.github.ocimaven.faults;

import io.github.ocimaven.registry.RegistryException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a cell.
 *
 * @param cell the cell
 * @param failure what the push failed with, or null where it did not
 * @param attempts how often the subject of the step that was tried most was tried
 * @param duration how long the push took
 * @param problems what is not as it must be
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

  /** What came of a cell that was not done in time. */
  static Outcome none(Cell cell) {
    return new Outcome(cell, null, 0, Duration.ZERO, List.of("there was no time left for it"));
  }

  /** What the table says: ok, or the reason of the failure, and after how many attempts. */
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

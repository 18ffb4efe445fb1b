package io.github.ocimaven.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault at every request of a push. {@code target/fault-matrix.md} has the outcomes. {@code
 * -Dfaults.only=PUT_BLOB} selects the cells whose names contain a text.
 */
class FaultMatrixTest {

  private static final Path REPORT = Path.of("target", "fault-matrix.md");

  /** Most cells wait for something, so there may be more threads than processors. */
  private static final int THREADS = 8;

  private static final int MINUTES = 5;

  @TempDir private Path directory;

  @TestFactory
  Stream<DynamicTest> everyFaultAtEveryStepEndsAsPromised()
      throws IOException, InterruptedException, ExecutionException {
    List<Outcome> outcomes = run(FaultImage.write(directory), chosen());
    String report = MatrixReport.of(outcomes);
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, report);
    System.out.println(report);
    return outcomes.stream()
        .map(
            outcome ->
                DynamicTest.dynamicTest(
                    outcome.cell().toString(), () -> assertThat(outcome.problems()).isEmpty()));
  }

  private static List<Cell> chosen() {
    String only = System.getProperty("faults.only", "");
    List<Cell> cells = Cell.all().stream().filter(cell -> cell.toString().contains(only)).toList();
    assertThat(cells).as("cells with '%s' in their names", only).isNotEmpty();
    return cells;
  }

  private static List<Outcome> run(FaultImage image, List<Cell> cells)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Outcome>> tasks =
          cells.stream().<Callable<Outcome>>map(cell -> () -> cell.run(image)).toList();
      List<Future<Outcome>> futures = threads.invokeAll(tasks, MINUTES, TimeUnit.MINUTES);
      List<Outcome> outcomes = new ArrayList<>();
      for (int i = 0; i < cells.size(); i++) {
        Future<Outcome> future = futures.get(i);
        outcomes.add(future.isCancelled() ? Outcome.none(cells.get(i)) : future.get());
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }
}

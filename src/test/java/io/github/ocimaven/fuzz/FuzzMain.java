package io.github.ocimaven.fuzz;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Mutates images and pushes them, in a JVM of its own, whose heap can be small. */
public final class FuzzMain {

  private static final long DEADLINE_SECONDS = 20;
  private static final int MAX_FAILURES = 10;
  private static final long REPORT_EVERY = 20_000;

  private final long seed;
  private final Surroundings surroundings;
  private final Oracle oracle;
  private final PrintStream out = System.out;
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private int failures;
  private long slowestMillis;
  private String slowest = "";

  private FuzzMain(long seed, Surroundings surroundings) {
    this.seed = seed;
    this.surroundings = surroundings;
    this.oracle = new Oracle(surroundings);
  }

  /** An action with a deadline. */
  @FunctionalInterface
  private interface Attempt {
    String run() throws Exception;
  }

  /**
   * Pushes mutated images.
   *
   * @param args the work folder; a seed, or {@code random}; the number of the first input; the
   *     number of inputs
   * @throws Exception if the original images can't be written
   */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    long seed =
        args[1].equals("random") ? System.nanoTime() & 0xffff_ffffL : Long.parseLong(args[1]);
    long first = Long.parseLong(args[2]);
    long count = Long.parseLong(args[3]);
    System.out.println("Seed " + seed + ", inputs " + first + " to " + (first + count - 1));
    Form.deleteTree(directory);
    Files.createDirectories(directory);
    boolean good;
    try {
      FuzzMain fuzz = new FuzzMain(seed, Surroundings.in(directory));
      List<Sample> samples = Corpus.write(directory.resolve("corpus"));
      fuzz.run(samples, first, count);
      good = fuzz.failures == 0;
    } finally {
      Form.deleteTree(directory);
    }
    System.exit(good ? 0 : 1);
  }

  private void run(List<Sample> samples, long first, long count) throws Exception {
    long begin = System.nanoTime();
    for (Sample sample : samples) {
      for (Form form : sample.forms()) {
        attempt(sample.name() + ", not mutated", () -> pushGood(sample, form));
      }
    }
    for (long i = first; i < first + count && failures < MAX_FAILURES; i++) {
      long input = i;
      attempt(
          "input "
              + input
              + ", reproduce with -Dfuzz.seed="
              + seed
              + " -Dfuzz.first="
              + input
              + " -Dfuzz.inputs=1",
          () -> pushMutated(samples, input));
      if ((i - first + 1) % REPORT_EVERY == 0) {
        out.println((i - first + 1) + " inputs: " + outcomes);
      }
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    out.println(failures + " failures in " + seconds + " s; " + outcomes);
    out.println("The slowest took " + slowestMillis + " ms: " + slowest);
  }

  private String pushGood(Sample sample, Form form) throws Exception {
    surroundings.clear();
    Input input = Input.good(sample, form, surroundings);
    String outcome = oracle.judge(input);
    if (!outcome.equals("pushed")) {
      throw new AssertionError(outcome + " for " + input.description());
    }
    return outcome;
  }

  private String pushMutated(List<Sample> samples, long number) throws Exception {
    surroundings.clear();
    Input input = Input.mutated(Dice.of(seed, number), samples, surroundings);
    try {
      return oracle.judge(input);
    } catch (Throwable e) {
      throw new AssertionError(input.description(), e);
    }
  }

  /** Runs an attempt in a new thread, with the default stack size. */
  private void attempt(String name, Attempt attempt) throws InterruptedException {
    FutureTask<String> task = new FutureTask<>(attempt::run);
    Thread thread = new Thread(task, "fuzz");
    thread.setDaemon(true);
    long begin = System.nanoTime();
    thread.start();
    try {
      outcomes.merge(task.get(DEADLINE_SECONDS, TimeUnit.SECONDS), 1, Integer::sum);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      if (millis > slowestMillis) {
        slowestMillis = millis;
        slowest = name;
      }
    } catch (ExecutionException e) {
      failures++; // also with an Error, such as OutOfMemoryError
      out.println("FAILED: " + name);
      e.getCause().printStackTrace(out);
    } catch (TimeoutException e) {
      out.println(
          "FAILED: " + name + ": not finished after " + DEADLINE_SECONDS + " s; all threads:");
      Thread.getAllStackTraces()
          .forEach(
              (other, trace) -> {
                out.println(other);
                List.of(trace).forEach(frame -> out.println("\tat " + frame));
              });
      Runtime.getRuntime().halt(1); // a thread that hangs can't be stopped
    }
  }
}

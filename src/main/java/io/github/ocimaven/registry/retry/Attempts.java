package io.github.ocimaven.registry.retry;

import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.text.Units;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The attempts at one operation. Used by one thread. */
final class Attempts {

  /** Is doubled with each failure; half of it is waited on average. */
  private static final Duration FIRST_DELAY = Duration.ofSeconds(2);

  /** Leads beyond any delay that is allowed. */
  private static final int MAX_DOUBLINGS = 20;

  /** A link over which an attempt gets less through is one over which the upload fails. */
  private static final long LEAST_PROGRESS_BYTES = 1024 * 1024;

  private final RetrySettings settings;
  private final long begin = System.nanoTime();
  private int made;
  private int failures;
  private long furthestStart;
  private @Nullable Duration delay;
  private String end = "";

  /**
   * Begins to count.
   *
   * @param settings how often and how patiently to try
   */
  Attempts(RetrySettings settings) {
    this.settings = settings;
  }

  /** Begins another attempt. */
  void begin() {
    made++;
    delay = null;
  }

  /**
   * Watches an upload: where it goes on a mebibyte further than it began ever before, it has got
   * on, and its failures until then are forgotten. So a long upload over a link that breaks now and
   * then ends well.
   *
   * @param sent is told how many of the blob's bytes are sent
   */
  LongConsumer watching(LongConsumer sent) {
    boolean[] begun = {false};
    return bytes -> {
      if (!begun[0] && bytes - furthestStart >= LEAST_PROGRESS_BYTES) {
        furthestStart = bytes;
        failures = 0;
      }
      begun[0] = true;
      sent.accept(bytes);
    };
  }

  /**
   * Decides what comes after a failure.
   *
   * @param transience what kind of failure it was
   * @param budget is asked for the time
   * @return how long to wait before another attempt, or null if there shall be none
   */
  @Nullable Duration failed(Transience transience, RetryBudget budget) {
    failures++;
    if (failures >= settings.attempts()) {
      return null;
    }
    Duration wait = wait(transience);
    if (!budget.take(wait)) {
      end = ": all waits of a push may last " + budget.total().toSeconds() + " s together";
      return null;
    }
    delay = wait;
    return wait;
  }

  /** Exponential with full jitter, at least what the registry asks for, at most what is allowed. */
  private Duration wait(Transience transience) {
    long most = settings.maxDelay().toMillis();
    long exponential = FIRST_DELAY.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
    long jittered = ThreadLocalRandom.current().nextLong(Math.min(most, exponential) + 1);
    Duration asked = Objects.requireNonNullElse(transience.retryAfter(), Duration.ZERO);
    return Duration.ofMillis(Math.max(jittered, Math.min(most, asked.toMillis())));
  }

  /** Returns how long to wait before the next attempt, or null if there is none. */
  @Nullable Duration delay() {
    return delay;
  }

  /** Returns how many attempts have failed since the operation last got on. */
  int failures() {
    return failures;
  }

  /**
   * Explains the last failure.
   *
   * @param last the failure
   * @return the failure, with how often and for how long it was tried
   */
  RegistryException explain(RegistryException last) {
    if (made < 2 && end.isEmpty()) {
      return last;
    }
    long seconds = Math.round((System.nanoTime() - begin) / 1e9);
    return last.adding(
        "gave up after "
            + Units.count(made, "attempt")
            + " in "
            + seconds
            + " s"
            + (end.isEmpty() ? "; 'retries' allows more" : end));
  }
}

package io.github.ocimaven.registry.retry;

import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.text.Units;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Counts the attempts at one operation. Used by one thread. */
final class Attempts {

  /** Doubled with each failure; on average, half of it is waited. */
  private static final Duration FIRST_DELAY = Duration.ofSeconds(2);

  /** More than enough to exceed any allowed delay. */
  private static final int MAX_DOUBLINGS = 20;

  /** If each attempt moves less than this, the upload is not making progress, and fails. */
  private static final long LEAST_PROGRESS_BYTES = 1024 * 1024;

  private final RetrySettings settings;
  private final long begin = System.nanoTime();
  private int made;
  private int failures;
  private long furthestStart;
  private @Nullable Duration delay;
  private String end = "";

  Attempts(RetrySettings settings) {
    this.settings = settings;
  }

  /** Counts another attempt. */
  void begin() {
    made++;
    delay = null;
  }

  /**
   * Watches an upload. If an attempt begins at least a mebibyte further than the last attempt that
   * counted as progress, it counts as progress, too, and the failures before it are forgotten. So a
   * long upload succeeds even if the link breaks now and then.
   *
   * @param sent receives the number of the blob's bytes sent so far
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
   * Decides whether to try again after a failure.
   *
   * @param budget the budget that the wait is taken from
   * @return how long to wait before the next attempt, or null if there is none
   */
  @Nullable Duration failed(Transience transience, RetryBudget budget) {
    failures++;
    if (failures >= settings.attempts()) {
      return null;
    }
    Duration wait = wait(transience);
    if (!budget.take(wait)) {
      end = ": the waits of a push are limited to " + budget.total().toSeconds() + " s in total";
      return null;
    }
    delay = wait;
    return wait;
  }

  /** Exponential with full jitter; at least the registry's Retry-After, at most the maximum. */
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

  /** Returns the number of failed attempts since the operation last made progress. */
  int failures() {
    return failures;
  }

  /** Returns the last failure, with the number of attempts and their duration. */
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

package io.github.ocimaven.registry.retry;

import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.registry.Transience.Gate;
import io.github.ocimaven.registry.Transience.Pause;
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
  private final boolean writes;
  private final long begin = System.nanoTime();
  private int made;
  private int failures;
  private int refusals;
  private long successes;
  private long furthestStart;
  private @Nullable Duration delay;
  private String end = "";

  /** Creates a counter for an operation that reads. */
  Attempts(RetrySettings settings) {
    this(settings, false);
  }

  /**
   * Creates a counter.
   *
   * @param writes whether the operation writes
   */
  Attempts(RetrySettings settings, boolean writes) {
    this.settings = settings;
    this.writes = writes;
  }

  /** Returns whether the operation writes. */
  boolean writes() {
    return writes;
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
        refusals = 0;
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
    Duration wait = wait(transience, failures);
    delay = isGranted(wait, budget) ? wait : null;
    return delay;
  }

  /**
   * Decides whether to try again after a host has refused a request because of a limit. If it lets
   * others through, it will let this one through as well, so such a refusal does not count. A host
   * may refuse all uploads but no reads, so an upload only counts on other uploads. The pause is
   * for all requests, so it is taken from the budget only once.
   *
   * @param gate holds back all requests to the host
   * @param succeeded how many operations have succeeded so far; if this one writes, only those that
   *     write
   * @param budget the budget that the pause is taken from
   * @return the pause before the next attempt, or null if there is none
   */
  @Nullable Pause refused(Transience transience, Gate gate, long succeeded, RetryBudget budget) {
    if (succeeded != successes) {
      failures -= refusals;
      refusals = 0;
      successes = succeeded;
    }
    failures++;
    refusals++;
    if (failures >= settings.attempts()) {
      return null;
    }
    Duration asked = asked(transience);
    // The rate that follows a pause spreads the requests, so the pause needs no jitter; but waits
    // that do not help become longer.
    boolean isEnough = refusals == 1 && !asked.isZero();
    Pause pause =
        gate.close(isEnough ? asked : wait(transience, refusals), asked, settings.maxDelay());
    if (!isGranted(pause.added(), budget)) {
      return null;
    }
    delay = pause.left();
    return pause;
  }

  private boolean isGranted(Duration wait, RetryBudget budget) {
    boolean granted = budget.take(wait);
    if (!granted) {
      end = ": the waits of a push are limited to " + budget.total().toSeconds() + " s in total";
    }
    return granted;
  }

  /** Exponential with full jitter; at least the registry's Retry-After, at most the maximum. */
  private Duration wait(Transience transience, int nth) {
    long most = settings.maxDelay().toMillis();
    long exponential = FIRST_DELAY.toMillis() << Math.min(nth - 1, MAX_DOUBLINGS);
    long jittered = ThreadLocalRandom.current().nextLong(Math.min(most, exponential) + 1);
    return Duration.ofMillis(Math.max(jittered, asked(transience).toMillis()));
  }

  private Duration asked(Transience transience) {
    Duration asked = Objects.requireNonNullElse(transience.retryAfter(), Duration.ZERO);
    return asked.compareTo(settings.maxDelay()) < 0 ? asked : settings.maxDelay();
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

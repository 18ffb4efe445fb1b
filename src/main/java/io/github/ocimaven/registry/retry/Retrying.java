package io.github.ocimaven.registry.retry;

import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.registry.Transience.Gate;
import io.github.ocimaven.registry.Transience.Kind;
import io.github.ocimaven.registry.Transience.Pause;
import io.github.ocimaven.registry.retry.RetryListener.Retry;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** Tries the operations of one repository, and tries them again if that may help. */
final class Retrying {

  private final RetrySettings settings;
  private final RetryBudget budget;
  private final AdaptiveLimit limit;
  private final RetryListener listener;
  private volatile boolean answered;
  private volatile boolean over;

  Retrying(
      RetrySettings settings, RetryBudget budget, AdaptiveLimit limit, RetryListener listener) {
    this.settings = settings;
    this.budget = budget;
    this.limit = limit;
    this.listener = listener;
  }

  /**
   * Tries an operation.
   *
   * @param operation receives its attempts so far
   * @return the result of the first attempt that succeeds
   * @throws RegistryException the last failure, if another attempt does not make sense
   * @throws CancellationException if the thread is interrupted between two attempts, or the
   *     repository is closed before one
   */
  <T> T run(Function<Attempts, T> operation) {
    return run(attempts(), operation);
  }

  /**
   * Tries an operation that writes, like {@link #run}.
   *
   * @param operation receives its attempts so far
   */
  <T> T write(Function<Attempts, T> operation) {
    return run(new Attempts(settings, true), operation);
  }

  /** Returns a new counter for the attempts at one operation that reads. */
  Attempts attempts() {
    return new Attempts(settings);
  }

  /**
   * Tries an operation that may have been tried before.
   *
   * @param attempts the attempts so far
   * @param operation receives its attempts so far
   * @return the result of the first attempt that succeeds
   */
  <T> T run(Attempts attempts, Function<Attempts, T> operation) {
    while (true) {
      try {
        return attempt(operation, attempts);
      } catch (RegistryException e) {
        Duration delay = attempts.delay();
        if (delay == null) {
          throw attempts.explain(e);
        }
        sleep(delay);
      }
    }
  }

  private static void sleep(Duration delay) {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException interrupted = new CancellationException("interrupted between attempts");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  /** Wakes operations that are waiting for a permit, and cancels them. */
  void end() {
    over = true;
    limit.wake();
  }

  private <T> T attempt(Function<Attempts, T> operation, Attempts attempts) {
    attempts.begin();
    int entered = limit.enter(() -> over);
    try {
      T result = operation.apply(attempts);
      answered = true;
      if (attempts.writes()) {
        limit.succeededToWrite();
      } else {
        limit.succeeded();
      }
      return result;
    } catch (RegistryException e) {
      Transience transience = e.transience().orElse(null);
      answered |= e.status() > 0 && (transience == null || transience.kind() != Kind.ABSENT);
      if (transience != null) {
        failed(e, transience, attempts, entered);
      }
      throw e;
    } finally {
      limit.leave();
    }
  }

  private void failed(
      RegistryException failure, Transience transience, Attempts attempts, int entered) {
    if (transience.kind() == Kind.OVERLOADED) {
      limit.overloaded(entered);
    }
    if (transience.kind() == Kind.ABSENT && !answered) {
      return; // most likely the wrong place
    }
    Gate gate = failure.gate().orElse(null);
    Pause pause =
        gate == null
            ? null
            : attempts.refused(transience, gate, limit.successes(attempts.writes()), budget);
    Duration delay = gate == null ? attempts.failed(transience, budget) : attempts.delay();
    if (delay != null) {
      listener.retrying(
          new Retry(
              failure.action(),
              transience.symptom(),
              attempts.failures() + 1,
              settings.attempts(),
              delay,
              pause));
    }
  }
}

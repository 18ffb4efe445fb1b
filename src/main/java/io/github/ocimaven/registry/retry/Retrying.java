package io.github.ocimaven.registry.retry;

import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.registry.Transience.Kind;
import io.github.ocimaven.registry.retry.RetryListener.Retry;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** Tries the operations of one repository, again where that may help. */
final class Retrying {

  private final RetrySettings settings;
  private final RetryBudget budget;
  private final AdaptiveLimit limit;
  private final RetryListener listener;
  private volatile boolean answered;
  private volatile boolean over;

  /**
   * Makes attempts.
   *
   * @param settings how often and how patiently
   * @param budget how long all waits may last
   * @param limit how many operations may be in flight
   * @param listener is told of retries
   */
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
   * @param operation is given its attempts so far
   * @return what comes of the first attempt that succeeds
   * @throws RegistryException the last failure, where no other attempt is worth it
   * @throws CancellationException if the thread is interrupted between two attempts, or the
   *     repository closed before one
   */
  <T> T run(Function<Attempts, T> operation) {
    return run(attempts(), operation);
  }

  /** Begins to count the attempts at one operation. */
  Attempts attempts() {
    return new Attempts(settings);
  }

  /**
   * Tries an operation, again where it failed before.
   *
   * @param attempts those so far
   * @param operation is given its attempts so far
   * @return what comes of the first attempt that succeeds
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

  /** Ends the wait of those that others are before. */
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
      limit.succeeded();
      return result;
    } catch (RegistryException e) {
      Transience transience = e.transience().orElse(null);
      answered |= e.status() > 0 && (transience == null || transience.kind() != Kind.ABSENT);
      if (transience != null) {
        failed(e.action(), transience, attempts, entered);
      }
      throw e;
    } finally {
      limit.leave();
    }
  }

  private void failed(String action, Transience transience, Attempts attempts, int entered) {
    if (transience.kind() == Kind.OVERLOADED) {
      limit.overloaded(entered);
    }
    boolean wrongPlace = transience.kind() == Kind.ABSENT && !answered;
    Duration delay = wrongPlace ? null : attempts.failed(transience, budget);
    if (delay != null) {
      listener.retrying(
          new Retry(
              action, transience.symptom(), attempts.failures() + 1, settings.attempts(), delay));
    }
  }
}

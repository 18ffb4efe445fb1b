package io.github.ocimaven.registry.retry;

import java.time.Duration;

/**
 * How often and how patiently an operation is tried.
 *
 * @param attempts the maximum number of attempts, 1 or more; counted from zero again after an
 *     upload has made progress
 * @param maxDelay the maximum wait before another attempt, even if the registry asks for more
 */
public record RetrySettings(int attempts, Duration maxDelay) {

  /**
   * The maximum total of all waits of a push, as a multiple of {@code attempts × maxDelay}. A pause
   * of all requests to a host counts once.
   */
  private static final int BUDGET = 10;

  public RetrySettings {
    if (attempts < 1 || maxDelay.isNegative()) {
      throw new IllegalArgumentException(attempts + " attempts, " + maxDelay);
    }
  }

  /** Returns the maximum total of all waits of a push. */
  Duration budget() {
    return maxDelay.multipliedBy((long) BUDGET * attempts);
  }
}

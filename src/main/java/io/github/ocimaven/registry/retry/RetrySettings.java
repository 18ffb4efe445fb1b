package io.github.ocimaven.registry.retry;

import java.time.Duration;

/**
 * How often and how patiently an operation is tried.
 *
 * @param attempts how often, 1 or more; an upload that got on in between counts anew
 * @param maxDelay how long to wait before another attempt at most, also where the registry asks for
 *     more
 */
public record RetrySettings(int attempts, Duration maxDelay) {

  /** All waits of a push together last at most so many times {@code attempts × maxDelay}. */
  private static final int BUDGET = 10;

  /** Checks the values. */
  public RetrySettings {
    if (attempts < 1 || maxDelay.isNegative()) {
      throw new IllegalArgumentException(attempts + " attempts, " + maxDelay);
    }
  }

  /** Returns how long all waits of a push may last together. */
  Duration budget() {
    return maxDelay.multipliedBy((long) BUDGET * attempts);
  }
}

package io.github.ocimaven.registry.retry;

import java.time.Duration;

/** The maximum total of all waits of a push, whatever fails and however often. */
final class RetryBudget {

  private final Duration total;
  private Duration left;

  RetryBudget(Duration total) {
    this.total = total;
    this.left = total;
  }

  /** Returns the initial budget. */
  Duration total() {
    return total;
  }

  /**
   * Takes the time for a wait.
   *
   * @return whether enough was left
   */
  synchronized boolean take(Duration delay) {
    if (delay.compareTo(left) > 0) {
      return false;
    }
    left = left.minus(delay);
    return true;
  }
}

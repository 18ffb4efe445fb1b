package io.github.ocimaven.registry.retry;

import java.time.Duration;

/** How long all waits of a push may last together, whatever fails how often. */
final class RetryBudget {

  private final Duration total;
  private Duration left;

  /**
   * Makes a budget.
   *
   * @param total for all waits together
   */
  RetryBudget(Duration total) {
    this.total = total;
    this.left = total;
  }

  /** Returns how much it was in the beginning. */
  Duration total() {
    return total;
  }

  /**
   * Takes the time for a wait.
   *
   * @param delay how long it lasts
   * @return whether there was that much left
   */
  synchronized boolean take(Duration delay) {
    if (delay.compareTo(left) > 0) {
      return false;
    }
    left = left.minus(delay);
    return true;
  }
}

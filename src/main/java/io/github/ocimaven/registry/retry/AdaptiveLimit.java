package io.github.ocimaven.registry.retry;

import java.util.concurrent.CancellationException;

/**
 * How many operations may be in flight: half as many when the registry says that it has too much to
 * do, and one more each time as many have succeeded as are allowed (additive increase,
 * multiplicative decrease).
 */
final class AdaptiveLimit {

  private final int most;
  private double allowed;
  private int inFlight;
  private int decreases;

  /**
   * Makes a limit.
   *
   * @param most how many there may be in the best of times, 1 or more
   */
  AdaptiveLimit(int most) {
    this.most = most;
    this.allowed = most;
  }

  /**
   * Waits until one more may begin.
   *
   * @return what {@link #overloaded} wants to know
   * @throws CancellationException if the thread is interrupted
   */
  synchronized int enter() {
    try {
      while (inFlight >= allowed()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while others were in flight");
    }
    inFlight++;
    return decreases;
  }

  /** One of them has ended. */
  synchronized void leave() {
    inFlight--;
    notifyAll();
  }

  /** The registry did what one of them asked. */
  synchronized void succeeded() {
    allowed = Math.min(most, allowed + 1 / allowed);
    notifyAll();
  }

  /**
   * The registry said to one of them that it has too much to do. Of those that were in flight
   * together only the first counts: they all got the same answer to the same crowd.
   *
   * @param entered what {@link #enter} returned for it
   */
  synchronized void overloaded(int entered) {
    if (entered == decreases) {
      decreases++;
      allowed = Math.max(1, Math.min(allowed, inFlight) / 2);
    }
  }

  /** Returns how many may be in flight now. */
  synchronized int allowed() {
    return (int) allowed;
  }
}

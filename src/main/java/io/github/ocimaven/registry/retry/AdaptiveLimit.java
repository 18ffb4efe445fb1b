package io.github.ocimaven.registry.retry;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * How many operations may be in flight: half as many when the registry says that it has too much to
 * do, and one more each time as many have succeeded as are allowed (additive increase,
 * multiplicative decrease).
 */
final class AdaptiveLimit {

  private int most;
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
   * Allows more in the best of times, if it is more.
   *
   * @param atLeast how many there may be then
   */
  synchronized void widen(int atLeast) {
    if (atLeast > most) {
      allowed = allowed < most ? allowed : atLeast;
      most = atLeast;
      notifyAll();
    }
  }

  /**
   * Waits until one more may begin.
   *
   * @param over tells that nobody wants it any more; {@link #wake} has it asked again
   * @return what {@link #overloaded} wants to know
   * @throws CancellationException if the thread is interrupted, or it is over
   */
  synchronized int enter(BooleanSupplier over) {
    try {
      while (inFlight >= allowed()) {
        if (over.getAsBoolean()) {
          throw new CancellationException("closed while others were in flight");
        }
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while others were in flight");
    }
    inFlight++;
    return decreases;
  }

  /** Has all who wait ask whether it is over. */
  synchronized void wake() {
    notifyAll();
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

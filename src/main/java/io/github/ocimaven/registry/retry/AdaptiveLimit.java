package io.github.ocimaven.registry.retry;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Limits the operations in flight. The limit is halved when the registry reports overload, and
 * raised by one after as many successes as are allowed at once (additive increase, multiplicative
 * decrease).
 */
final class AdaptiveLimit {

  private int most;
  private double allowed;
  private int inFlight;
  private int decreases;
  private long successes;
  private long writes;

  /**
   * Creates a limit.
   *
   * @param most the maximum number of operations without overload, 1 or more
   */
  AdaptiveLimit(int most) {
    this.most = most;
    this.allowed = most;
  }

  /**
   * Raises the maximum, if it is lower.
   *
   * @param atLeast the new maximum number of operations without overload
   */
  synchronized void widen(int atLeast) {
    if (atLeast > most) {
      allowed = allowed < most ? allowed : atLeast;
      most = atLeast;
      notifyAll();
    }
  }

  /**
   * Waits until another operation may begin.
   *
   * @param over returns whether to stop waiting; checked again after {@link #wake}
   * @return the argument for {@link #overloaded}
   * @throws CancellationException if the thread is interrupted, or {@code over} returns true
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

  /** Makes all waiting threads check whether to stop waiting. */
  synchronized void wake() {
    notifyAll();
  }

  /** Reports that an operation has ended. */
  synchronized void leave() {
    inFlight--;
    notifyAll();
  }

  /** Reports that an operation has succeeded. */
  synchronized void succeeded() {
    successes++;
    allowed = Math.min(most, allowed + 1 / allowed);
    notifyAll();
  }

  /**
   * Reports that an operation failed because the registry is overloaded. Of the operations that
   * were in flight together, only the first such failure counts: they all hit the same overload.
   *
   * @param entered the result of {@link #enter} for this operation
   */
  synchronized void overloaded(int entered) {
    if (entered == decreases) {
      decreases++;
      allowed = Math.max(1, Math.min(allowed, inFlight) / 2);
    }
  }

  /** Reports that an operation that writes has succeeded. */
  synchronized void succeededToWrite() {
    writes++;
    succeeded();
  }

  /**
   * Returns how many operations have succeeded.
   *
   * @param onlyWrites whether to count only those that write
   */
  synchronized long successes(boolean onlyWrites) {
    return onlyWrites ? writes : successes;
  }

  /** Returns the current maximum number of operations in flight. */
  synchronized int allowed() {
    return (int) allowed;
  }
}

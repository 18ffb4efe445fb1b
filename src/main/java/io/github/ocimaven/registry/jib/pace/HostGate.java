package io.github.ocimaven.registry.jib.pace;

import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.registry.Transience.Pause;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The gate that every request to a host passes, whichever push, repository or thread sends it. */
public final class HostGate implements Transience.Gate {

  private final String host;
  private final LongSupplier nanoClock;
  private final long begin;
  private final Pace pace = new Pace();

  /**
   * Creates an open gate.
   *
   * @param host {@code HOST[:PORT]}, for messages
   * @param nanoClock a clock like {@link System#nanoTime}
   */
  HostGate(String host, LongSupplier nanoClock) {
    this.host = host;
    this.nanoClock = nanoClock;
    this.begin = nanoClock.getAsLong();
  }

  /**
   * Waits for a limited time until a request may be sent.
   *
   * @return whether to send it now; if so, it counts as sent
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public synchronized boolean enter(long time, TimeUnit unit) throws InterruptedException {
    long deadline = now() + unit.toNanos(time);
    while (true) {
      long now = now();
      long wait = pace.take(now);
      if (wait == 0) {
        return true;
      }
      if (now >= deadline) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.min(wait, deadline - now));
    }
  }

  /** Reports that the host responded to a request, and did not refuse it because of a limit. */
  public synchronized void passed() {
    pace.passed();
  }

  @Override
  public synchronized Pause close(Duration delay, Duration asked, Duration maxDelay) {
    long now = now();
    long before = pace.left(now);
    boolean begins = pace.refused(now, delay.toNanos(), asked.toNanos(), maxDelay.toNanos());
    long left = pace.left(now);
    return new Pause(host, begins, Duration.ofNanos(left), Duration.ofNanos(left - before));
  }

  private long now() {
    return nanoClock.getAsLong() - begin;
  }
}

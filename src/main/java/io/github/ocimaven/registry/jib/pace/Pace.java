package io.github.ocimaven.registry.jib.pace;

import java.time.Duration;

/**
 * When the next request to a host may be sent. Until the host refuses a request, always. Then
 * nothing is sent until the pause is over, and afterwards somewhat fewer requests per second than
 * the host has let through. That rate rises as CUBIC's does (RFC 9438): slowly to a known value,
 * where it stays for a while, and far above it within a minute.
 *
 * <p>All times are in nanoseconds since some common moment.
 */
final class Pace {

  /**
   * The rate to come back to, as a part of the rate that the host has let through. Requests that
   * are sent evenly do not arrive evenly.
   */
  private static final double KNOWN = 0.95;

  /** The rate after a pause, as a part of the rate to come back to. */
  private static final double FIRST = 0.97;

  /** How long it takes to come back. */
  private static final double RECOVERY_SECONDS = 10;

  private static final double GROWTH =
      (1 - FIRST) / (RECOVERY_SECONDS * RECOVERY_SECONDS * RECOVERY_SECONDS);

  /** A host that allows fewer requests than one of these refuses some, and is asked later. */
  private static final long MAX_SPACING = Duration.ofSeconds(1).toNanos();

  /** Requests before a longer gap do not show what the host lets through. */
  private static final long MAX_GAP = Duration.ofSeconds(2).toNanos();

  /** A host that has kept up with a rate for so long has not refused a burst. */
  private static final long SUSTAINED = Duration.ofSeconds(5).toNanos();

  /** {@code Retry-After} is in whole seconds, so a pause may be longer than needed by this. */
  private static final long ROUNDING = Duration.ofSeconds(1).toNanos();

  /** How late a request may be without delaying the next one. */
  private static final long MAX_LATENESS = Duration.ofMillis(10).toNanos();

  private static final double SECOND = 1e9;

  private double rate; // the rate to come back to, per second; 0 if the host never refused
  private double rateBefore;
  private long refusedAt;
  private long rounding;
  private long maxSpacing = MAX_SPACING;
  private boolean settled = true;
  private long opensAt;
  private long measuredSince;
  private long passed;
  private long last = Long.MIN_VALUE / 2;

  /**
   * Asks to send a request.
   *
   * @return 0 if it may be sent now; otherwise, after how many nanoseconds to ask again
   */
  long take(long now) {
    if (now < opensAt) {
      return opensAt - now;
    }
    settle();
    long spacing = spacing(now);
    long next = last + spacing;
    if (now < next) {
      return next - now;
    }
    if (now - last > MAX_GAP) {
      measuredSince = now;
      passed = 0;
    }
    long lateness = Math.max(spacing / 4, Math.min(spacing, MAX_LATENESS));
    last = Math.max(next, now - lateness);
    return 0;
  }

  /** Counts a request that the host has not refused because of a limit. */
  void passed() {
    passed++;
  }

  /**
   * Begins a pause, or extends the one that is under way.
   *
   * @param pause how long the pause lasts from now on, if it begins
   * @param atLeast how long it lasts from now on at least, even if it is under way; 0 if the host
   *     does not say
   * @param most the maximum time between two requests afterwards
   * @return whether a pause begins
   */
  boolean refused(long now, long pause, long atLeast, long most) {
    maxSpacing = Math.min(MAX_SPACING, most);
    if (now < opensAt) {
      opensAt = Math.max(opensAt, now + atLeast);
      return false;
    }
    settle();
    rateBefore = rate(now);
    refusedAt = now;
    rounding = atLeast > 0 ? ROUNDING : 0;
    opensAt = now + pause;
    settled = false;
    return true;
  }

  /** Returns how long the pause still lasts, or 0 if there is none. */
  long left(long now) {
    return Math.max(0, opensAt - now);
  }

  /** Requests that were sent before the pause may have passed during the pause. */
  private void settle() {
    if (settled) {
      return;
    }
    double measured = measured();
    if (passed == 0) {
      rate = rateBefore / 2;
    } else if (rateBefore == 0) {
      rate = KNOWN * measured;
    } else {
      rate = KNOWN * (hasKeptUp() ? rateBefore : Math.min(rateBefore, measured));
    }
    passed = 0;
    measuredSince = opensAt;
    settled = true;
  }

  /** Returns how many requests per second have passed, the pause included. */
  private double measured() {
    long pause = opensAt - refusedAt;
    long both = refusedAt - measuredSince + pause - rounding;
    return passed * SECOND / Math.max(1, Math.max(pause, both));
  }

  private boolean hasKeptUp() {
    long before = refusedAt - measuredSince;
    return before > SUSTAINED && passed * SECOND / before > rateBefore / 2;
  }

  private double rate(long now) {
    double since = (now - opensAt) / SECOND - RECOVERY_SECONDS;
    return rate * (1 + GROWTH * since * since * since);
  }

  private long spacing(long now) {
    return rate == 0 ? 0 : Math.min(maxSpacing, (long) (SECOND / rate(now)));
  }
}

package io.github.ocimaven.registry.jib.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ocimaven.testing.registry.exchange.RateLimit;
import org.junit.jupiter.api.Test;

/** The pace of requests, by a clock that only the test moves. */
class PaceTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;
  private static final long MOST = 30 * SECOND;

  private final Pace pace = new Pace();
  private long now = 5 * SECOND;
  private int pauses;

  @Test
  void sendsAtOnceUntilTheHostRefuses() {
    for (int i = 0; i < 1000; i++) {
      assertThat(pace.take(now)).isZero();
    }
  }

  @Test
  void sendsNothingDuringAPause() {
    pass(10);
    assertThat(refuse(SECOND, SECOND)).isTrue();

    assertThat(pace.take(now)).isEqualTo(SECOND);
    assertThat(pace.take(now + 900 * MILLI)).isEqualTo(100 * MILLI);
    assertThat(pace.take(now + SECOND)).isZero();
  }

  @Test
  void refusalsOfRequestsThatWereInFlightTogetherAreOnePause() {
    pass(10);
    assertThat(refuse(SECOND, SECOND)).isTrue();
    now += 100 * MILLI;

    assertThat(refuse(3 * SECOND, 2 * SECOND)).isFalse();
    assertThat(pace.left(now)).isEqualTo(2 * SECOND);
    assertThat(refuse(SECOND, 0)).isFalse();
    assertThat(pace.left(now)).isEqualTo(2 * SECOND);
  }

  @Test
  void sendsFewerPerSecondThanTheHostHasLetThrough() {
    pass(10);
    refuse(SECOND, SECOND);

    // 10 in a second, the pause included
    assertThat(spacingAt(now + SECOND)).isCloseTo(spacing(10), within(MILLI));
  }

  @Test
  void countsResponsesThatArriveDuringThePause() {
    assertThat(pace.take(now)).isZero();
    refuse(SECOND, SECOND);
    for (int i = 0; i < 20; i++) {
      pace.passed();
    }

    assertThat(spacingAt(now + SECOND)).isCloseTo(spacing(20), within(MILLI));
  }

  @Test
  void allowsForAPauseOfWholeSeconds() {
    pass(10);
    now += 400 * MILLI;
    refuse(SECOND, SECOND);

    // The limit's period may be as short as a second.
    assertThat(spacingAt(now + SECOND)).isCloseTo(spacing(10), within(MILLI));
  }

  @Test
  void measuresAPeriodOfAMinute() {
    pass(1);
    for (int i = 0; i < 20; i++) {
      now += SECOND;
      pass(5);
    }
    refuse(40 * SECOND, 40 * SECOND);

    assertThat(spacingAt(now + 40 * SECOND)).isCloseTo(spacing(101 / 59.0), within(10 * MILLI));
  }

  @Test
  void countsAPauseThatTheHostHasNotAskedForAsItIs() {
    pass(10);
    now += 400 * MILLI;
    refuse(SECOND, 0);

    assertThat(spacingAt(now + SECOND)).isCloseTo(spacing(10 / 1.4), within(MILLI));
  }

  @Test
  void risesSlowlyToTheKnownRateAndFastAfterAMinute() {
    pass(10);
    refuse(SECOND, SECOND);
    long open = now + SECOND;

    assertThat(sentIn(open, 10)).isBetween(90, 96);
    assertThat(sentIn(open + 10 * SECOND, 10)).isBetween(94, 99);
    assertThat(sentIn(open + 60 * SECOND, 10)).isGreaterThan(400);
  }

  @Test
  void keepsTheRateOfAHostThatRefusesMoreThanBefore() {
    pass(100);
    refuse(SECOND, SECOND);
    now += SECOND;
    assertThat(pace.take(now)).isZero();
    refuse(SECOND, SECOND);

    // Nothing has passed since then, so the rate is halved.
    double then = 0.97 * 0.95 * 100;
    assertThat(spacingAt(now + SECOND))
        .isCloseTo((long) (SECOND / (0.97 * then / 2)), within(MILLI));
  }

  @Test
  void knowsNoRateOfAHostThatHasLetNothingThrough() {
    assertThat(pace.take(now)).isZero();
    refuse(SECOND, SECOND);

    assertThat(spacingAt(now + SECOND)).isZero();
  }

  @Test
  void sendsARequestPerSecondToTheSlowestHost() {
    pass(1);
    refuse(MOST, MOST);

    assertThat(spacingAt(now + MOST)).isEqualTo(SECOND);
  }

  @Test
  void spacesRequestsByNoMoreThanAnyOtherWait() {
    pass(1);
    pace.refused(now, 0, 0, 0);

    assertThat(spacingAt(now)).isZero();
  }

  @Test
  void forgetsWhatPassedLongBeforeABurst() {
    pass(1);
    now += 100 * SECOND;
    pass(10);
    refuse(SECOND, SECOND);

    assertThat(spacingAt(now + SECOND)).isCloseTo(spacing(10), within(MILLI));
  }

  @Test
  void lowersARateThatTheHostHasKeptUpWithOnlyALittle() {
    pass(10);
    refuse(SECOND, SECOND);
    now += SECOND;
    long end = now + 10 * SECOND;
    while (now < end) {
      passInTime();
    }
    refuse(SECOND, SECOND);

    assertThat(spacingAt(now + SECOND)).isCloseTo(spacing(9.5), within(MILLI));
  }

  @Test
  void measuresARateAnewThatTheHostHasNotKeptUpWith() {
    pass(100);
    refuse(SECOND, SECOND);
    now += SECOND;
    for (int i = 0; i < 3; i++) {
      passInTime();
    }
    refuse(SECOND, SECOND);

    assertThat(spacingAt(now + SECOND)).isCloseTo(spacing(3), within(2 * MILLI));
  }

  @Test
  void almostKeepsUpWithALimitAndSeldomExceedsIt() {
    RateLimit limit = new RateLimit(10, () -> now);
    long begin = now;

    int sent = 0;
    while (sent < 187) { // 61 blobs of three requests each, and four more
      long wait = pace.take(now);
      now += wait == 0 ? MILLI : wait;
      if (wait > 0) {
        continue;
      }
      if (limit.accepts()) {
        pace.passed();
        sent++;
      } else {
        pauses += refuse(SECOND, SECOND) ? 1 : 0;
      }
    }

    assertThat((now - begin) / SECOND).isBetween(18L, 20L);
    assertThat(pauses).isEqualTo(1);
    assertThat(limit.refused()).isEqualTo(pauses);
  }

  private void pass(int requests) {
    for (int i = 0; i < requests; i++) {
      assertThat(pace.take(now)).isZero();
      pace.passed();
    }
  }

  private void passInTime() {
    for (long wait = pace.take(now); wait > 0; wait = pace.take(now)) {
      now += wait;
    }
    pace.passed();
  }

  private boolean refuse(long pause, long atLeast) {
    return pace.refused(now, pause, atLeast, MOST);
  }

  /** The spacing after a pause, given the rate that the host has let through. */
  private static long spacing(double rate) {
    return (long) (SECOND / (rate * 0.95 * 0.97));
  }

  /** Sends a request at a moment and the next one in time, and returns how long a third waits. */
  private long spacingAt(long time) {
    assertThat(pace.take(time)).isZero();
    long second = time + pace.take(time);
    assertThat(second == time || pace.take(second) == 0).isTrue();
    return pace.take(second);
  }

  private int sentIn(long begin, int seconds) {
    int sent = 0;
    for (long time = begin; time < begin + seconds * SECOND; time += MILLI) {
      sent += pace.take(time) == 0 ? 1 : 0;
    }
    return sent;
  }
}

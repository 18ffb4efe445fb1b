package io.github.ocimaven.testing.registry.exchange;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A limit on all requests, as olareg 0.1.2 with {@code --rate-limit} has it: so many requests per
 * window of a second, which begins with the first request after the last window. All others get 429
 * with {@code Retry-After: 1} and no body.
 */
public final class RateLimit implements Interceptor {

  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int most;
  private final LongSupplier nanoClock;
  private long windowBegin;
  private int inWindow;
  private int refused;

  /**
   * Creates a limit.
   *
   * @param most the number of requests per second
   */
  public RateLimit(int most) {
    this(most, System::nanoTime);
  }

  /**
   * Creates a limit with a clock.
   *
   * @param most the number of requests per second
   * @param nanoClock a clock like {@link System#nanoTime}
   */
  public RateLimit(int most, LongSupplier nanoClock) {
    this.most = most;
    this.nanoClock = nanoClock;
  }

  @Override
  public Optional<Answer> intercept(RegistryRequest request) {
    return accepts()
        ? Optional.empty()
        : Optional.of(Answer.status(429).withHeader("Retry-After", "1"));
  }

  /** Counts a request, and returns whether it is within the limit. */
  public synchronized boolean accepts() {
    long now = nanoClock.getAsLong();
    if (inWindow == 0 || now - windowBegin > WINDOW_NANOS) {
      windowBegin = now;
      inWindow = 0;
    }
    inWindow++;
    if (inWindow > most) {
      refused++;
      return false;
    }
    return true;
  }

  /** The number of requests that were refused. */
  public synchronized int refused() {
    return refused;
  }
}

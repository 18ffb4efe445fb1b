package io.github.ocimaven.registry.jib.connection;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is made for its first user, shared by all of them, and closed a grace after the
 * last one has left it. Who comes later gets a new one.
 *
 * @param <T> what is kept
 */
public final class IdleResource<T extends AutoCloseable> {

  private final Supplier<T> maker;
  private final Duration grace;
  private final ScheduledExecutorService timer;
  private @Nullable T kept;
  private int users;
  private @Nullable Future<?> end;

  /**
   * Keeps nothing yet.
   *
   * @param maker makes it
   * @param grace for how long it is kept when nobody uses it; zero closes it at once
   * @param timer closes it
   */
  public IdleResource(Supplier<T> maker, Duration grace, ScheduledExecutorService timer) {
    this.maker = maker;
    this.grace = grace;
    this.timer = timer;
  }

  /** Returns it. Each user leaves it once. */
  public synchronized T use() {
    if (end != null) {
      var unused = end.cancel(false);
      end = null;
    }
    T current = kept;
    if (current == null) {
      current = maker.get();
      kept = current;
    }
    users++;
    return current;
  }

  /** A user needs it no longer. */
  public void leave() {
    synchronized (this) {
      users--;
      if (users == 0 && !grace.isZero()) {
        end = timer.schedule(this::closeUnused, grace.toMillis(), TimeUnit.MILLISECONDS);
        return;
      }
    }
    closeUnused();
  }

  /** Closes it now, unless somebody uses it. */
  public void closeUnused() {
    T unused = takeUnused();
    if (unused != null) {
      try {
        unused.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private synchronized @Nullable T takeUnused() {
    if (users > 0) {
      return null;
    }
    T unused = kept;
    kept = null;
    return unused;
  }
}

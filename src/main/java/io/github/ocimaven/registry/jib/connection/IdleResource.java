package io.github.ocimaven.registry.jib.connection;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A resource that is created for its first user, shared by all users, and closed a grace period
 * after the last one has left. Later users get a new one.
 *
 * @param <T> the type of the resource
 */
public final class IdleResource<T extends AutoCloseable> {

  private final Supplier<T> maker;
  private final Duration grace;
  private final ScheduledExecutorService timer;
  private @Nullable T kept;
  private int users;
  private @Nullable Future<?> end;

  /**
   * Creates a holder without a resource.
   *
   * @param maker creates the resource
   * @param grace how long the resource is kept without users; zero closes it immediately
   * @param timer closes the resource
   */
  public IdleResource(Supplier<T> maker, Duration grace, ScheduledExecutorService timer) {
    this.maker = maker;
    this.grace = grace;
    this.timer = timer;
  }

  /** Returns the resource. Each user calls {@link #leave} once. */
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

  /** A user no longer needs the resource. */
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

  /** Closes the resource now, unless it is in use. */
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

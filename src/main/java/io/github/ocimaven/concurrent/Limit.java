package io.github.ocimaven.concurrent;

import java.util.EnumMap;
import java.util.Map;

/**
 * The maximum number of tasks that run at once. All pushes of a Maven session share one limit. Only
 * a few tasks that need bandwidth or a processor run at once, so that there is always room for the
 * others, which mostly wait for responses.
 *
 * <p>{@link Workers} wait for its monitor, which is notified when there is room again.
 */
public final class Limit {

  /** Four large blobs saturate most connections; if not, {@code most} can be raised. */
  private static final int FEW = 4;

  private final Map<Bottleneck, Integer> inWork = new EnumMap<>(Bottleneck.class);
  private int most;

  /**
   * Creates a limit.
   *
   * @param most the maximum number of tasks, 1 or more
   */
  public Limit(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one task must be allowed, not " + most);
    }
    this.most = most;
  }

  /** Returns the maximum number of tasks. */
  public synchronized int most() {
    return most;
  }

  /**
   * Raises the limit; a lower number has no effect.
   *
   * @param number the new maximum number of tasks
   */
  public synchronized void raise(int number) {
    most = Math.max(most, number);
    notifyAll();
  }

  /** Returns the maximum number of tasks of one kind, if there are no others. */
  synchronized int most(Bottleneck bottleneck) {
    return switch (bottleneck) {
      case LATENCY -> most;
      case BANDWIDTH -> Math.max(Math.min(most, FEW), most / FEW);
      case PROCESSOR -> Math.min(most, Runtime.getRuntime().availableProcessors());
    };
  }

  /** Begins a task if there is room for it. */
  synchronized boolean tryEnter(Bottleneck bottleneck) {
    int all = inWork.values().stream().mapToInt(Integer::intValue).sum();
    if (all >= most || inWork.getOrDefault(bottleneck, 0) >= most(bottleneck)) {
      return false;
    }
    inWork.merge(bottleneck, 1, Integer::sum);
    return true;
  }

  /** Ends a task. */
  synchronized void leave(Bottleneck bottleneck) {
    inWork.merge(bottleneck, -1, Integer::sum);
    notifyAll();
  }
}

package io.github.ocimaven.concurrent;

import java.util.EnumMap;
import java.util.Map;

/**
 * The maximum number of tasks that run at once, shared by all pushes of a Maven session. Only a few
 * of them may be bound by the network's throughput or the processor, so that there is always room
 * for the others, which spend most of their time waiting for responses.
 *
 * <p>{@link Workers} wait on its monitor, which is notified when there is room again.
 */
public final class Limit {

  /**
   * This many large blobs usually saturate a network; if more are needed, {@code most} is raised.
   */
  private static final int FEW = 4;

  private final Map<Bottleneck, Integer> inWork = new EnumMap<>(Bottleneck.class);
  private int most;

  /**
   * Creates a limit.
   *
   * @param most the maximum number of running tasks, 1 or more
   */
  public Limit(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one task must be allowed, not " + most);
    }
    this.most = most;
  }

  /** Returns the maximum number of running tasks. */
  public synchronized int most() {
    return most;
  }

  /**
   * Raises the limit, unless it is already as high.
   *
   * @param number the maximum number of running tasks
   */
  public synchronized void raise(int number) {
    most = Math.max(most, number);
    notifyAll();
  }

  /** Returns the maximum number of running tasks of one kind, if no others are running. */
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

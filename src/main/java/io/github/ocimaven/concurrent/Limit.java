package io.github.ocimaven.concurrent;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many tasks may be in work at once, whoever's they are: one for all that a Maven session
 * pushes. Few of them may be of those that the line or the processors are busy with, so that there
 * is always room for the others, which wait for answers most of their time.
 *
 * <p>Its monitor is what {@link Workers} wait at: it is notified when there is room again.
 */
public final class Limit {

  /** So many large blobs fill any line; where it takes more, {@code most} is set higher. */
  private static final int FEW = 4;

  private final Map<Bottleneck, Integer> inWork = new EnumMap<>(Bottleneck.class);
  private int most;

  /**
   * Makes a limit.
   *
   * @param most how many tasks may be in work, 1 or more
   */
  public Limit(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one task must be allowed, not " + most);
    }
    this.most = most;
  }

  /** Returns how many tasks may be in work. */
  public synchronized int most() {
    return most;
  }

  /**
   * Allows more tasks, where it is more than now.
   *
   * @param number how many may be in work
   */
  public synchronized void raise(int number) {
    most = Math.max(most, number);
    notifyAll();
  }

  /** Returns how many tasks of a kind may be in work, if there are no others. */
  synchronized int most(Bottleneck bottleneck) {
    return switch (bottleneck) {
      case LATENCY -> most;
      case BANDWIDTH -> Math.max(Math.min(most, FEW), most / FEW);
      case PROCESSOR -> Math.min(most, Runtime.getRuntime().availableProcessors());
    };
  }

  /** Begins a task where there is room for it. */
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

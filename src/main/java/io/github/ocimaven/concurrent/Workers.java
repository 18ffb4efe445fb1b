package io.github.ocimaven.concurrent;

import io.github.ocimaven.model.PushInterruptedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the work of a list of tasks, and stop when one task fails. A task begins when
 * the {@link Limit}, which several workers may share, has room for it: the most urgent task of its
 * kind first.
 */
public final class Workers implements AutoCloseable {

  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final Limit limit;
  private final List<Thread> threads = new ArrayList<>();

  // All of these are guarded by the limit's monitor.
  private final Map<Bottleneck, PriorityQueue<Task>> waiting = new EnumMap<>(Bottleneck.class);
  private int idle;
  private long submitted;
  private long unfinished;
  private boolean closed;

  /** The first failure, which causes all later ones. */
  private volatile @Nullable Throwable failure;

  private record Task(Bottleneck bottleneck, long urgency, long number, Runnable work)
      implements Comparable<Task> {

    private static final Comparator<Task> ORDER =
        Comparator.comparingLong(Task::urgency).reversed().thenComparingLong(Task::number);

    @Override
    public int compareTo(Task other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Creates workers without any thread. Each task starts one, up to the limit.
   *
   * @param name part of the threads' names: {@code oci-<name>-1} and so on
   */
  public Workers(String name, Limit limit) {
    this.name = name;
    this.limit = limit;
  }

  /**
   * Adds a task. A running task may add tasks as well. {@link #await} waits for all of them.
   *
   * @param urgency tasks of the same kind with a higher number begin earlier
   */
  public void submit(Bottleneck bottleneck, long urgency, Runnable work) {
    synchronized (limit) {
      unfinished++;
      add(bottleneck, urgency, work);
    }
  }

  /**
   * Adds a task that can't begin yet, without occupying a thread until then.
   *
   * @param signal completes, normally or not, when the task can begin
   * @param urgency tasks of the same kind with a higher number begin earlier
   */
  public void submitAfter(
      CompletionStage<?> signal, Bottleneck bottleneck, long urgency, Runnable work) {
    synchronized (limit) {
      unfinished++;
    }
    var unused =
        signal.whenComplete(
            (result, thrown) -> {
              synchronized (limit) {
                add(bottleneck, urgency, work);
              }
            });
  }

  private void add(Bottleneck bottleneck, long urgency, Runnable work) {
    waiting
        .computeIfAbsent(bottleneck, key -> new PriorityQueue<>())
        .add(new Task(bottleneck, urgency, submitted++, work));
    int tasks = waiting.values().stream().mapToInt(PriorityQueue::size).sum();
    if (tasks > idle && threads.size() < limit.most() && !closed) {
      Thread thread = new Thread(this::run, "oci-" + name + "-" + (threads.size() + 1));
      thread.setDaemon(true);
      threads.add(thread);
      idle++; // until it has a task
      thread.start();
    }
    limit.notifyAll();
  }

  private void run() {
    for (Task task = next(); task != null; task = next()) {
      try {
        if (failure == null) {
          task.work().run();
        }
      } catch (Throwable e) {
        fail(e);
      } finally {
        synchronized (limit) {
          idle++;
          unfinished--;
          limit.leave(task.bottleneck());
        }
      }
    }
  }

  private @Nullable Task next() {
    synchronized (limit) {
      while (!closed) {
        for (PriorityQueue<Task> queue : waiting.values()) {
          Task first = queue.peek();
          if (first != null && limit.tryEnter(first.bottleneck())) {
            queue.remove();
            idle--;
            return first;
          }
        }
        try {
          limit.wait();
        } catch (InterruptedException e) {
          return null; // by close
        }
      }
      return null;
    }
  }

  private void fail(Throwable thrown) {
    synchronized (limit) {
      if (failure == null) {
        failure = thrown;
        limit.notifyAll();
      }
    }
  }

  /**
   * Waits until all tasks are done, or the first one has failed.
   *
   * @throws RuntimeException the first failure; tasks that had not begun by then never run
   * @throws PushInterruptedException if the calling thread is interrupted
   */
  public void await() {
    try {
      synchronized (limit) {
        while (unfinished > 0 && failure == null) {
          limit.wait();
        }
      }
    } catch (InterruptedException e) {
      fail(new CancellationException("the work is over"));
      Thread.currentThread().interrupt();
      throw new PushInterruptedException(e);
    }
    Throwable first = failure;
    if (first instanceof Error error) {
      throw error;
    }
    if (first != null) {
      throw first instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException(first);
    }
  }

  /**
   * Applies a function to each item, in parallel.
   *
   * @param weight estimates how long an item takes; the longest begin first, so that none of them
   *     runs alone at the end
   * @param function called by several threads at once
   * @return the results in the order of the items
   * @throws RuntimeException the first failure; items that had not begun by then are skipped
   * @throws PushInterruptedException if the calling thread is interrupted
   */
  public <T, R> List<R> map(
      Bottleneck bottleneck, List<T> items, ToLongFunction<T> weight, Function<T, R> function) {
    AtomicReferenceArray<R> results = new AtomicReferenceArray<>(items.size());
    synchronized (limit) { // no item begins before all of them are in order
      for (int i = 0; i < items.size(); i++) {
        int index = i;
        T item = items.get(i);
        submit(
            bottleneck, weight.applyAsLong(item), () -> results.set(index, function.apply(item)));
      }
    }
    await();
    return IntStream.range(0, items.size()).mapToObj(results::get).toList();
  }

  /**
   * Ends the calling worker's task if another task has failed.
   *
   * @throws CancellationException if another task has failed
   */
  public void requireRunning() {
    if (failure != null) {
      throw new CancellationException("another task failed");
    }
  }

  /** Interrupts the threads, and waits for them for up to a second. */
  @Override
  public void close() {
    List<Thread> started;
    synchronized (limit) {
      closed = true;
      if (unfinished > 0) {
        fail(new CancellationException("the work is over"));
      }
      started = List.copyOf(threads);
      limit.notifyAll();
    }
    started.forEach(Thread::interrupt);
    // Keep waiting even if interrupted: a worker may still be reading what is closed next.
    boolean interrupted = Thread.interrupted();
    long end = System.nanoTime() + GRACE_NANOS;
    try {
      for (Thread thread : started) {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

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
 * Threads that work through tasks together, and stop together when a task fails. A task begins when
 * the {@link Limit}, which may be shared, has room for it: the most urgent first, and in the gaps
 * any that there is room for.
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

  /** The first failure; later ones are its consequences. */
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
   * Creates workers without threads: submitting a task starts one if none is idle, up to the limit.
   *
   * @param name a word for the threads' names: {@code oci-<name>-1} and so on
   * @param limit the maximum number of tasks that run at once
   */
  public Workers(String name, Limit limit) {
    this.name = name;
    this.limit = limit;
  }

  /**
   * Adds a task. May be called by a task. {@link #await} waits for it.
   *
   * @param bottleneck the resource that limits it
   * @param urgency tasks of the same kind with a higher one begin earlier
   * @param work the task
   */
  public void submit(Bottleneck bottleneck, long urgency, Runnable work) {
    synchronized (limit) {
      unfinished++;
      add(bottleneck, urgency, work);
    }
  }

  /**
   * Adds a task that can't begin yet, without blocking a thread until it can.
   *
   * @param signal completes, normally or exceptionally, when the task can begin
   * @param bottleneck the resource that limits it
   * @param urgency tasks of the same kind with a higher one begin earlier
   * @param work the task
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
      idle++; // until it takes a task
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
          return null; // interrupted by close()
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
   * Waits until all tasks are done, or one has failed.
   *
   * @throws RuntimeException the first failure; tasks that have not begun by then are dropped
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
   * Applies a function to each item.
   *
   * @param bottleneck the resource that limits each application
   * @param items the items
   * @param weight estimates how long an item takes; the heaviest go first, so that none of them is
   *     still running alone at the end
   * @param function called by several threads at once
   * @return the results in the order of the items
   * @throws RuntimeException the first failure; items that have not begun by then are dropped
   * @throws PushInterruptedException if the calling thread is interrupted
   */
  public <T, R> List<R> map(
      Bottleneck bottleneck, List<T> items, ToLongFunction<T> weight, Function<T, R> function) {
    AtomicReferenceArray<R> results = new AtomicReferenceArray<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      int index = i;
      T item = items.get(i);
      submit(bottleneck, weight.applyAsLong(item), () -> results.set(index, function.apply(item)));
    }
    await();
    return IntStream.range(0, items.size()).mapToObj(results::get).toList();
  }

  /**
   * Stops the calling worker's task if another one has failed.
   *
   * @throws CancellationException if one has
   */
  public void requireRunning() {
    if (failure != null) {
      throw new CancellationException("another task failed");
    }
  }

  /** Interrupts the threads, and waits at most a second for them to end. */
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
    // Wait even if interrupted: a worker may still be reading what the caller closes next.
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

package io.github.ocimaven.concurrent;

import io.github.ocimaven.model.PushInterruptedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A fixed number of threads that work through lists, and stop together when one of them fails. */
public final class Workers implements AutoCloseable {

  private static final long GRACE_SECONDS = 1;

  private final ExecutorService executor;

  /** The first failure; whatever fails after it fails because of it. */
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /**
   * Starts the threads.
   *
   * @param name what they do, for their names: {@code oci-<name>-1} and so on
   * @param threads how many, 1 or more
   */
  public Workers(String name, int threads) {
    AtomicInteger number = new AtomicInteger();
    executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "oci-" + name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Does something with each item, several at a time.
   *
   * @param items what to work on, in the order in which they are begun
   * @param action what to do with each; called by several threads at once
   * @throws RuntimeException the first failure; items that were not begun then are not done at all
   * @throws PushInterruptedException if the calling thread is interrupted
   */
  public <T> void forEach(Collection<T> items, Consumer<T> action) {
    CompletionService<Void> completion = new ExecutorCompletionService<>(executor);
    int begun = 0;
    for (T item : items) {
      var unused =
          completion.submit(
              () -> {
                work(item, action);
                return null;
              });
      begun++;
    }
    try {
      for (int i = 0; i < begun; i++) {
        completion.take().get();
      }
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
      throw new PushInterruptedException(e);
    } catch (ExecutionException e) {
      stop();
      throw asUnchecked(Objects.requireNonNullElse(failure.get(), e));
    }
  }

  private <T> void work(T item, Consumer<T> action) {
    requireRunning();
    try {
      action.accept(item);
    } catch (Throwable e) {
      failure.compareAndSet(null, e); // at once, lest this thread begins with the next item
      throw e;
    }
  }

  /**
   * Returns the items that a test holds for, in their order, testing several at a time.
   *
   * @param items what to test
   * @param test is called by several threads at once
   * @throws RuntimeException the first failure of a test
   */
  public <T> List<T> filter(List<T> items, Predicate<T> test) {
    List<Boolean> keep = map(items, item -> 0, test::test);
    return IntStream.range(0, items.size()).filter(keep::get).<T>mapToObj(items::get).toList();
  }

  /**
   * Makes something of each item, several at a time.
   *
   * @param items what to work on
   * @param weight tells how long an item takes; the heaviest begin, lest one of them ends alone
   * @param function is called by several threads at once
   * @return the results in the order of the items, whichever was ready first
   * @throws RuntimeException the first failure; items that were not begun then are not done at all
   * @throws PushInterruptedException if the calling thread is interrupted
   */
  public <T, R> List<R> map(List<T> items, ToLongFunction<T> weight, Function<T, R> function) {
    Map<Integer, R> results = new ConcurrentHashMap<>();
    List<Integer> heaviestFirst =
        IntStream.range(0, items.size())
            .boxed()
            .sorted(Comparator.comparingLong(i -> -weight.applyAsLong(items.get(i))))
            .toList();
    forEach(heaviestFirst, i -> results.put(i, function.apply(items.get(i))));
    return new ArrayList<>(new TreeMap<>(results).values());
  }

  /**
   * Ends the calling worker's task where another one has failed.
   *
   * @throws CancellationException if one has
   */
  public void requireRunning() {
    if (failure.get() != null) {
      throw new CancellationException("another task failed");
    }
  }

  private void stop() {
    failure.compareAndSet(null, new CancellationException("the work is over"));
    executor.shutdownNow();
  }

  private static RuntimeException asUnchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }

  /** Stops the threads: they are interrupted, and waited for, but no longer than a second. */
  @Override
  public void close() {
    stop();
    // Whoever is interrupted waits too: a worker may still read what is closed next.
    boolean interrupted = Thread.interrupted();
    try {
      boolean unused = executor.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

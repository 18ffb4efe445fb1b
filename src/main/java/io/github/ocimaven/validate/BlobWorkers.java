package io.github.ocimaven.validate;

import io.github.ocimaven.model.PushInterruptedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Does something with each item of a list on several threads. */
final class BlobWorkers {

  private static final long GRACE_SECONDS = 2;

  private BlobWorkers() {}

  /**
   * Works through a list, and ends the threads.
   *
   * @param items what to work on
   * @param weight tells how long an item takes; the heaviest begin, lest one of them ends alone
   * @param threads how many work at once, 1 or more
   * @param work what to do with an item
   * @return the results in the order of the items, whichever was ready first
   * @throws PushInterruptedException if the calling thread is interrupted
   */
  static <T, R> List<R> map(
      List<T> items, ToLongFunction<T> weight, int threads, Function<T, R> work) {
    ExecutorService executor = Executors.newFixedThreadPool(threads, BlobWorkers::thread);
    try {
      List<Future<R>> futures = new ArrayList<>(items.size());
      items.forEach(item -> futures.add(null));
      IntStream.range(0, items.size())
          .boxed()
          .sorted(Comparator.comparingLong(i -> -weight.applyAsLong(items.get(i))))
          .forEach(i -> futures.set(i, executor.submit(() -> work.apply(items.get(i)))));
      List<R> results = new ArrayList<>(items.size());
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      stop(executor);
      Thread.currentThread().interrupt();
      throw PushInterruptedException.duringValidation(e);
    } catch (ExecutionException e) {
      throw asUnchecked(e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  private static RuntimeException asUnchecked(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "oci-validate");
    thread.setDaemon(true);
    return thread;
  }

  private static void stop(ExecutorService executor) {
    executor.shutdownNow();
    try {
      executor.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      // Twice: whoever asks is in a hurry, and the threads are daemons.
    }
  }
}

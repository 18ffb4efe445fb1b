package io.github.ocimaven.registry.jib.connection;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The requests that clean up after a repository is closed, such as the cancelling of uploads. */
final class LastRequests implements AutoCloseable {

  /** The time limit for all of them. */
  private static final long LIMIT_MILLIS = 1_000;

  private static final int MOST_THREADS = 16;

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Returns whether a thread sends such requests. */
  boolean areSentBy(Thread thread) {
    return threads.contains(thread);
  }

  /**
   * Sends requests in parallel, and waits for them for up to a second.
   *
   * @param requests the requests; their exceptions are ignored
   */
  void send(List<? extends Runnable> requests) {
    Queue<Runnable> waiting = new ConcurrentLinkedQueue<>(requests);
    List<Thread> senders =
        IntStream.range(0, Math.min(requests.size(), MOST_THREADS))
            .mapToObj(i -> sender(waiting))
            .toList();
    senders.forEach(Thread::start);
    // Keep waiting even if interrupted.
    boolean interrupted = Thread.interrupted();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
    try {
      for (Thread sender : senders) {
        sender.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread sender(Queue<Runnable> requests) {
    Thread thread = new Thread(() -> sendAll(requests), "oci-push-last");
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  private void sendAll(Queue<Runnable> requests) {
    for (Runnable next = requests.poll(); next != null && !closed; next = requests.poll()) {
      try {
        next.run();
      } catch (RuntimeException e) {
        // The repository is closed, so the result no longer matters.
      }
    }
  }

  /** Sends no further requests. */
  @Override
  public void close() {
    closed = true;
  }
}

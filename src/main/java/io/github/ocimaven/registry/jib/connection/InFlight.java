package io.github.ocimaven.registry.jib.connection;

import io.github.ocimaven.registry.jib.connection.SendWatchdog.Sending;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpException;
import org.apache.http.client.methods.HttpExecutionAware;
import org.apache.http.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * The requests in flight. A thread that waits for a socket does not notice an interrupt, so its
 * connection is shut down, and the wait fails immediately. When the repository is closed, this
 * happens to all of its requests.
 */
public final class InFlight implements AutoCloseable {

  private static final long PAUSE_MILLIS = 50;

  /** The time limit for the last requests. */
  private static final long LAST_MILLIS = 1_000;

  private static final int MOST_LAST_THREADS = 16;

  private final Map<Thread, Exchange> exchanges = new ConcurrentHashMap<>();
  private final Set<Reading> readings = ConcurrentHashMap.newKeySet();
  private final Set<Thread> lastThreads = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "oci-push-interruptions"));
  private final SendWatchdog watchdog;
  private volatile boolean ending;
  private volatile boolean closed;

  /**
   * Starts watching requests.
   *
   * @param timeoutMillis for how many milliseconds a request may make no progress
   */
  public InFlight(long timeoutMillis) {
    watchdog = new SendWatchdog(timeoutMillis);
    var unused =
        watch.scheduleWithFixedDelay(
            this::endInterrupted, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Something to wait for: a lock, a permit. */
  @FunctionalInterface
  public interface Wait {

    /**
     * Waits for a limited time.
     *
     * @return whether the lock or permit was acquired
     * @throws InterruptedException if the thread is interrupted
     */
    boolean within(long time, TimeUnit unit) throws InterruptedException;
  }

  /**
   * Waits for something that another repository may hold for a long time.
   *
   * @throws CancellationException if the thread is interrupted, or the repository closed
   */
  public void await(Wait wait) {
    try {
      while (!wait.within(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        requireWanted(Thread.currentThread());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      requireWanted(Thread.currentThread());
    }
  }

  /**
   * Sends a request.
   *
   * @param request sends the request, and receives the response
   * @return the response
   * @throws CancellationException if the thread is interrupted, or the repository closed
   * @throws IOException if there is no response
   * @throws HttpException if the request or the response is not valid
   */
  <T> T send(Sending<T> request) throws IOException, HttpException {
    Thread thread = Thread.currentThread();
    Exchange exchange = new Exchange();
    exchanges.put(thread, exchange);
    try {
      requireWanted(thread);
      return request.run();
    } catch (IOException | HttpException | RuntimeException e) {
      // Any failure now is a consequence of the cancellation.
      if (exchange.ended || isOver(thread)) {
        CancellationException over = new CancellationException("the push is over");
        over.initCause(e);
        throw over;
      }
      throw e;
    } finally {
      exchanges.remove(thread);
    }
  }

  /**
   * Sends the bytes of a request.
   *
   * @param connection the connection that is used; shut down if there is no progress
   * @throws SocketTimeoutException if there was no progress within the timeout
   */
  <T> T watch(HttpClientConnection connection, Sending<T> sending)
      throws IOException, HttpException {
    return watchdog.watch(connection, sending);
  }

  /**
   * Watches this thread's request: the wait for a connection, then the connection, even while it is
   * being established.
   *
   * @param caller is notified as well, or null
   */
  HttpExecutionAware watching(@Nullable HttpExecutionAware caller) {
    Exchange exchange = exchanges.getOrDefault(Thread.currentThread(), new Exchange());
    return new HttpExecutionAware() {
      @Override
      public boolean isAborted() {
        return exchange.ended || (caller != null && caller.isAborted());
      }

      @Override
      public void setCancellable(Cancellable connection) {
        exchange.through(connection);
        if (caller != null) {
          caller.setCancellable(connection);
        }
      }
    };
  }

  /**
   * Continues to watch this thread's request after {@link #send} has returned the response, while
   * the body is being read.
   *
   * @param end runs once, when the body has ended or is no longer wanted
   */
  Reading keep(Runnable end) {
    Exchange exchange = exchanges.getOrDefault(Thread.currentThread(), new Exchange());
    Reading reading = new Reading(exchange, end);
    readings.add(reading);
    return reading;
  }

  private void requireWanted(Thread thread) {
    if (isOver(thread)) {
      throw new CancellationException("the push is over");
    }
  }

  private boolean isOver(Thread thread) {
    return thread.isInterrupted() || closed || (ending && !lastThreads.contains(thread));
  }

  private void endInterrupted() {
    exchanges.forEach(
        (thread, exchange) -> {
          if (isOver(thread)) {
            exchange.end();
          }
        });
    readings.forEach(Reading::endIfUnwanted);
  }

  /**
   * Aborts all requests; from now on only {@link #sendLast} sends any. May be called while other
   * threads send requests.
   */
  public void end() {
    ending = true;
    endInterrupted();
  }

  /**
   * Sends the last requests in parallel, and waits for them for up to a second.
   *
   * @param requests the requests; their exceptions are ignored
   */
  public void sendLast(List<? extends Runnable> requests) {
    Queue<Runnable> waiting = new ConcurrentLinkedQueue<>(requests);
    List<Thread> threads =
        IntStream.range(0, Math.min(requests.size(), MOST_LAST_THREADS))
            .mapToObj(i -> lastThread(waiting))
            .toList();
    threads.forEach(Thread::start);
    // Keep waiting even if interrupted.
    boolean interrupted = Thread.interrupted();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_MILLIS);
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread lastThread(Queue<Runnable> requests) {
    Thread thread = daemon(() -> sendLast(requests), "oci-push-last");
    lastThreads.add(thread);
    return thread;
  }

  private void sendLast(Queue<Runnable> requests) {
    for (Runnable next = requests.poll(); next != null && !closed; next = requests.poll()) {
      try {
        next.run();
      } catch (RuntimeException e) {
        // The repository is closed, so the result no longer matters.
      }
    }
  }

  @Override
  public void close() {
    ending = true;
    closed = true;
    endInterrupted();
    readings.forEach(Reading::close);
    watch.shutdownNow();
    watchdog.close();
  }

  /** A response whose body is read at intervals, not always by the same thread. */
  final class Reading implements AutoCloseable {

    private final Exchange exchange;
    private final Runnable end;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Thread reader;

    private Reading(Exchange exchange, Runnable end) {
      this.exchange = exchange;
      this.end = end;
    }

    /**
     * Reads a piece of the body.
     *
     * @return the result of the piece
     * @throws CancellationException if the thread is interrupted, or the repository closed
     * @throws IOException if the body can't be read
     */
    int read(Piece piece) throws IOException {
      Thread thread = Thread.currentThread();
      reader = thread;
      try {
        requireWanted(thread);
        return piece.read();
      } catch (IOException e) {
        if (exchange.ended || isOver(thread)) {
          CancellationException cancelled = new CancellationException("the push is over");
          cancelled.initCause(e);
          throw cancelled;
        }
        throw e;
      } finally {
        reader = null;
      }
    }

    private void endIfUnwanted() {
      Thread thread = reader;
      if (thread == null ? ending : isOver(thread)) {
        exchange.end();
      }
    }

    /** Shuts the connection down, unless it was released at the end of the body. */
    @Override
    public void close() {
      if (over.compareAndSet(false, true)) {
        exchange.end();
        readings.remove(this);
        end.run();
      }
    }
  }

  /** Reads a piece of a body. */
  @FunctionalInterface
  interface Piece {

    /**
     * Reads the piece.
     *
     * @return the number of bytes, or -1 at the end
     * @throws IOException if the body can't be read
     */
    int read() throws IOException;
  }

  /**
   * One request, with the connection that it uses now. Once the request is done, the connection may
   * belong to another one.
   */
  private static final class Exchange {

    private @Nullable Cancellable connection;
    private volatile boolean ended;

    synchronized void through(Cancellable next) {
      connection = next;
      if (ended) {
        var unused = next.cancel();
      }
    }

    synchronized void end() {
      ended = true;
      if (connection != null) {
        var unused = connection.cancel();
      }
    }
  }
}

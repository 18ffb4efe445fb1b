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
 * The requests that are in flight. A thread that waits for a socket does not hear that it is
 * interrupted: here its connection is shut down, so that it fails at once. When the repository is
 * closed, that happens to all of them.
 */
public final class InFlight implements AutoCloseable {

  private static final long PAUSE_MILLIS = 50;

  /** So long the last requests may take. */
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
   * Begins to watch.
   *
   * @param timeoutMillis for how many milliseconds a request may not get on
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
     * Waits for a while.
     *
     * @return whether it was got
     * @throws InterruptedException if the thread is interrupted
     */
    boolean within(long time, TimeUnit unit) throws InterruptedException;
  }

  /**
   * Waits for what another repository may have for long.
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
   * @param request sends it, and receives its answer
   * @return its answer
   * @throws CancellationException if the thread is interrupted, or the repository closed
   * @throws IOException if there is no answer
   * @throws HttpException if the request or its answer is not valid
   */
  <T> T send(Sending<T> request) throws IOException, HttpException {
    Thread thread = Thread.currentThread();
    Exchange exchange = new Exchange();
    exchanges.put(thread, exchange);
    try {
      requireWanted(thread);
      return request.run();
    } catch (IOException | HttpException | RuntimeException e) {
      // Whatever it is, it comes of that.
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
   * Sends a request's bytes.
   *
   * @param connection what they are sent through; shut down where they do not get on
   * @param sending sends them
   * @throws SocketTimeoutException if they did not get on for as long as the timeout
   */
  <T> T watch(HttpClientConnection connection, Sending<T> sending)
      throws IOException, HttpException {
    return watchdog.watch(connection, sending);
  }

  /**
   * Watches what this thread's request goes through: the wait for a connection, then the
   * connection, also while it is made.
   *
   * @param caller is told as well, or null
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
   * Goes on to watch this thread's request when {@link #send} has returned its response, whose body
   * is still to be read.
   *
   * @param end is run once, when the body is at its end or no longer wanted
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
   * Ends all requests; from now on only {@link #sendLast} sends any. May be called while others
   * send requests.
   */
  public void end() {
    ending = true;
    endInterrupted();
  }

  /**
   * Sends last requests, many at once, and waits for them, but no longer than a second.
   *
   * @param requests what to send; what they throw goes nowhere
   */
  public void sendLast(List<? extends Runnable> requests) {
    Queue<Runnable> waiting = new ConcurrentLinkedQueue<>(requests);
    List<Thread> threads =
        IntStream.range(0, Math.min(requests.size(), MOST_LAST_THREADS))
            .mapToObj(i -> lastThread(waiting))
            .toList();
    threads.forEach(Thread::start);
    // Whoever is interrupted waits, too.
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
        // Nobody waits for it any more.
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

  /** A response whose body is read, now and then, by one thread or another. */
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
     * Reads.
     *
     * @param piece reads a piece of the body
     * @return what it returns
     * @throws CancellationException if the thread is interrupted, or the repository closed
     * @throws IOException if it can't be read
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

    /** Shuts the connection down, unless it has been given back at the body's end. */
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
     * Reads it.
     *
     * @return how many bytes it has, or -1 at the end
     * @throws IOException if it can't be read
     */
    int read() throws IOException;
  }

  /** One request: what it goes through now, which is no longer its own once it is done. */
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

package io.github.ocimaven.registry.jib.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpException;

/**
 * Ends a request whose bytes the other side has stopped taking. A socket's timeout covers reading
 * only: without this, a write to a peer that hangs would wait without end.
 */
final class SendWatchdog implements AutoCloseable {

  private static final int LOOKS_PER_TIMEOUT = 4;

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "oci-push-watchdog");
            thread.setDaemon(true);
            return thread;
          });
  private final long timeoutMillis;

  /**
   * Makes a watchdog.
   *
   * @param timeoutMillis for how many milliseconds a request may not get on
   */
  SendWatchdog(long timeoutMillis) {
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Sends a request.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  interface Sending<T> {

    /**
     * Sends it.
     *
     * @throws IOException if it can't be sent
     * @throws HttpException if it is no valid request
     */
    T run() throws IOException, HttpException;
  }

  /**
   * Watches a request while it is sent.
   *
   * @param connection what it is sent through; shut down where it does not get on
   * @param sending sends it
   * @throws SocketTimeoutException if it did not get on for as long as the timeout
   */
  <T> T watch(HttpClientConnection connection, Sending<T> sending)
      throws IOException, HttpException {
    Watch watch = new Watch(connection);
    long pause = Math.max(1, timeoutMillis / LOOKS_PER_TIMEOUT);
    ScheduledFuture<?> looks =
        executor.scheduleWithFixedDelay(watch, pause, pause, TimeUnit.MILLISECONDS);
    try {
      return sending.run();
    } catch (IOException e) {
      if (watch.expired) {
        SocketTimeoutException timeout = new SocketTimeoutException("nothing was taken");
        timeout.initCause(e);
        throw timeout;
      }
      throw e;
    } finally {
      looks.cancel(false);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  /** Compares, now and then, how much was sent with how much it was before. */
  private final class Watch implements Runnable {

    private final HttpClientConnection connection;
    private long sent = -1;
    private long since;
    private volatile boolean expired;

    Watch(HttpClientConnection connection) {
      this.connection = connection;
    }

    @Override
    public void run() {
      long now = System.nanoTime();
      long sentNow = connection.getMetrics().getSentBytesCount();
      if (sentNow != sent) {
        sent = sentNow;
        since = now;
      } else if (TimeUnit.NANOSECONDS.toMillis(now - since) >= timeoutMillis) {
        expired = true;
        try {
          connection.shutdown();
        } catch (IOException e) {
          // It is closed all the same, and the one who writes to it finds out.
        }
      }
    }
  }
}

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
 * Aborts a request when the peer has stopped reading its bytes. A socket's timeout only covers
 * reading: without this, a write to a hanging peer would block forever.
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
   * Creates a watchdog.
   *
   * @param timeoutMillis for how many milliseconds a request may make no progress
   */
  SendWatchdog(long timeoutMillis) {
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Sends a request.
   *
   * @param <T> the type of the result
   */
  @FunctionalInterface
  interface Sending<T> {

    /**
     * Sends the request.
     *
     * @throws IOException if the request can't be sent
     * @throws HttpException if the request is not valid
     */
    T run() throws IOException, HttpException;
  }

  /**
   * Watches a request while it is sent.
   *
   * @param connection the connection that is used; shut down if there is no progress
   * @throws SocketTimeoutException if there was no progress within the timeout
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
        SocketTimeoutException timeout = new SocketTimeoutException("the peer accepted no bytes");
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

  /** Periodically compares the number of bytes sent with the previous one. */
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
          // The connection is closed anyway, and the writing thread gets an exception.
        }
      }
    }
  }
}

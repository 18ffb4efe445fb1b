package io.github.ocimaven.registry.jib.connection;

import io.github.ocimaven.registry.jib.connection.SendWatchdog.Sending;
import io.github.ocimaven.registry.jib.pace.HostGates;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.apache.http.HttpEntity;
import org.apache.http.HttpException;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.config.ConnectionConfig;
import org.apache.http.config.MessageConstraints;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.config.SocketConfig;
import org.apache.http.conn.DnsResolver;
import org.apache.http.conn.HttpClientConnectionManager;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.LayeredConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.impl.conn.ManagedHttpClientConnectionFactory;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;

/**
 * The connections to one registry, to its token service, and to the hosts that it redirects to. Jib
 * would open a new connection for every request, with a handshake each.
 *
 * <p>There is one more connection than requests to the registry. It is reserved for the token
 * service, so that a token never waits for long uploads. Streamed responses are counted separately:
 * an upload of the content being read could otherwise wait for itself.
 */
public final class ConnectionPool implements AutoCloseable {

  // Blobs are written in chunks of 256 KiB, which bypass this buffer; it is for the headers.
  private static final int BUFFER_BYTES = 64 * 1024;

  private static final int MAX_HEADER_BYTES = 64 * 1024;
  private static final int MAX_HEADERS = 200;
  private static final int CHECK_IDLE_CONNECTION_AFTER_MILLIS = 500;

  private final PoolingHttpClientConnectionManager manager;
  private final AddressGuard guard;
  private final HostGates gates;
  private final Semaphore requests = new Semaphore(0);
  private final Semaphore readings = new Semaphore(0);
  private int most;

  /**
   * Creates an empty pool.
   *
   * @param registry the registry's host, as in URLs
   * @param names resolves names; the registry's is looked up once
   * @param tls creates TLS connections
   * @param timeoutMillis for how many milliseconds the peer may be silent while a connection is
   *     established; requests have their own timeouts
   * @param gates the gates that requests have to pass
   */
  public ConnectionPool(
      String registry,
      DnsResolver names,
      LayeredConnectionSocketFactory tls,
      int timeoutMillis,
      HostGates gates) {
    this.gates = gates;
    guard = new AddressGuard(registry, names);
    manager =
        new PoolingHttpClientConnectionManager(
            RegistryBuilder.<ConnectionSocketFactory>create()
                .register("http", PlainConnectionSocketFactory.getSocketFactory())
                .register("https", tls)
                .build(),
            new ManagedHttpClientConnectionFactory(null, new StrictResponseParser()),
            guard);
    manager.setValidateAfterInactivity(CHECK_IDLE_CONNECTION_AFTER_MILLIS);
    manager.setDefaultConnectionConfig(
        ConnectionConfig.custom()
            .setBufferSize(BUFFER_BYTES)
            .setMessageConstraints(
                MessageConstraints.custom()
                    .setMaxLineLength(MAX_HEADER_BYTES)
                    .setMaxHeaderCount(MAX_HEADERS)
                    .build())
            .build());
    // Without this, a proxy that does not respond to CONNECT would block us forever.
    manager.setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(timeoutMillis).build());
  }

  /**
   * Raises the limit on connections; a lower value has no effect.
   *
   * @param connections the number of requests to the registry that may be in flight, and of
   *     responses that may be streamed in addition; 1 or more
   */
  public synchronized void allow(int connections) {
    if (connections > most) {
      manager.setMaxTotal(2 * connections + 1);
      manager.setDefaultMaxPerRoute(2 * connections + 1);
      requests.release(connections - most);
      readings.release(connections - most);
      most = connections;
    }
  }

  /**
   * Sends a request, other than one to the token service, once the limit permits.
   *
   * @param inFlight waits for the permit
   * @param request sends the request, and receives the response
   */
  <T> T send(InFlight inFlight, Sending<T> request) throws IOException, HttpException {
    inFlight.await(requests::tryAcquire);
    try {
      return request.run();
    } finally {
      requests.release();
    }
  }

  /**
   * Sends a request whose response is streamed, once the limit permits. The response counts towards
   * the limit until it is read to its end or closed.
   *
   * @param inFlight waits for the permit, and aborts the request when it is no longer wanted
   * @param request sends the request, and receives the head of the response
   */
  CloseableHttpResponse read(InFlight inFlight, Sending<CloseableHttpResponse> request)
      throws IOException, HttpException {
    inFlight.await(readings::tryAcquire);
    boolean streams = false;
    try {
      CloseableHttpResponse response = request.run();
      HttpEntity body = response.getEntity();
      if (body != null && body.isStreaming()) {
        response.setEntity(new StreamedBody(body, inFlight.keep(readings::release)));
        streams = true;
      }
      return response;
    } finally {
      if (!streams) {
        readings.release();
      }
    }
  }

  /** Returns the connection manager. */
  HttpClientConnectionManager manager() {
    return manager;
  }

  /** Returns the guard that refuses forbidden addresses. */
  public AddressGuard guard() {
    return guard;
  }

  /** Returns the gates that requests have to pass. */
  public HostGates gates() {
    return gates;
  }

  @Override
  public void close() {
    manager.shutdown();
  }
}

package io.github.ocimaven.registry.jib.connection;

import io.github.ocimaven.registry.jib.connection.SendWatchdog.Sending;
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
 * The connections to one registry, to its token service, and to where it sends us. Jib opens a new
 * one for every request, which costs a handshake each.
 *
 * <p>One connection more than there are requests to the registry is left to the token service: a
 * token is never waited for because uploads take long. And responses that are read piece by piece
 * are counted apart: an upload of what is being read could otherwise wait for itself.
 */
public final class ConnectionPool implements AutoCloseable {

  // Blobs are written in pieces of 256 KiB, which go past this buffer; it serves the headers.
  private static final int BUFFER_BYTES = 64 * 1024;

  private static final int MAX_HEADER_BYTES = 64 * 1024;
  private static final int MAX_HEADERS = 200;
  private static final int CHECK_IDLE_CONNECTION_AFTER_MILLIS = 500;

  private final PoolingHttpClientConnectionManager manager;
  private final AddressGuard guard;
  private final Semaphore requests = new Semaphore(0);
  private final Semaphore readings = new Semaphore(0);
  private int most;

  /**
   * Makes a pool without any connection.
   *
   * @param registry the registry's host, as URLs have it
   * @param names resolves names; the registry's is looked up once
   * @param tls makes TLS connections
   * @param timeoutMillis for how many milliseconds the other side may be silent while a connection
   *     is made; requests bring timeouts of their own
   */
  public ConnectionPool(
      String registry, DnsResolver names, LayeredConnectionSocketFactory tls, int timeoutMillis) {
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
    // Without it, a proxy that does not answer CONNECT would be waited for without end.
    manager.setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(timeoutMillis).build());
  }

  /**
   * Allows more connections, if it is more.
   *
   * @param connections how many requests to the registry may be in flight, and as many responses
   *     read piece by piece besides, 1 or more
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
   * Sends a request that is none to the token service, as soon as there are not too many of them.
   *
   * @param inFlight is told to wait
   * @param request sends it, and receives its answer
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
   * Sends a request whose response is read piece by piece, as soon as there are not too many of
   * them. It counts until it is at its end or closed.
   *
   * @param inFlight is told to wait, and ends what is no longer wanted
   * @param request sends it, and receives the head of its response
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

  /** Returns what makes the connections. */
  HttpClientConnectionManager manager() {
    return manager;
  }

  /** Returns what knows where none may lead. */
  public AddressGuard guard() {
    return guard;
  }

  @Override
  public void close() {
    manager.shutdown();
  }
}

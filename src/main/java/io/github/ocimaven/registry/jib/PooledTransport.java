package io.github.ocimaven.registry.jib;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import java.io.IOException;
import java.net.ProxySelector;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpException;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponse;
import org.apache.http.NoHttpResponseException;
import org.apache.http.config.ConnectionConfig;
import org.apache.http.config.MessageConstraints;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.config.SocketConfig;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.impl.conn.SystemDefaultRoutePlanner;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpRequestExecutor;
import org.apache.http.ssl.SSLContextBuilder;

/**
 * An HTTP transport that keeps its connections. Jib's own opens a new one for every request, which
 * costs a handshake each.
 */
final class PooledTransport {

  /** More than any manifest or error has; what is longer is cut, for it is no registry's answer. */
  private static final int MAX_RESPONSE_BYTES = 4 * 1024 * 1024 + 1;

  // Blobs are written in pieces of 256 KiB, which go past this buffer; it serves the headers.
  private static final int BUFFER_BYTES = 64 * 1024;

  private static final int MAX_HEADER_BYTES = 64 * 1024;
  private static final int MAX_HEADERS = 200;
  private static final int CHECK_IDLE_CONNECTION_AFTER_MILLIS = 500;

  private PooledTransport() {}

  /**
   * Makes a transport.
   *
   * @param connections how many connections may be open
   * @param trustAnybody whether any certificate will do
   * @param timeoutMillis for how many milliseconds the other side may be silent while a connection
   *     is made; requests bring timeouts of their own
   * @param watchdog ends requests that the other side has stopped taking; the caller closes it
   * @param tlsOnly whether to refuse plain HTTP, asked for each connection: a Location, a redirect
   *     or a token service must not lead out of TLS
   */
  static HttpTransport create(
      int connections,
      boolean trustAnybody,
      int timeoutMillis,
      SendWatchdog watchdog,
      BooleanSupplier tlsOnly) {
    var pool =
        new PoolingHttpClientConnectionManager(
            RegistryBuilder.<ConnectionSocketFactory>create()
                .register("http", PlainConnectionSocketFactory.getSocketFactory())
                .register("https", new LazyTls(() -> tls(trustAnybody)))
                .build());
    pool.setMaxTotal(connections);
    pool.setDefaultMaxPerRoute(connections);
    pool.setValidateAfterInactivity(CHECK_IDLE_CONNECTION_AFTER_MILLIS);
    pool.setDefaultConnectionConfig(
        ConnectionConfig.custom()
            .setBufferSize(BUFFER_BYTES)
            .setMessageConstraints(
                MessageConstraints.custom()
                    .setMaxLineLength(MAX_HEADER_BYTES)
                    .setMaxHeaderCount(MAX_HEADERS)
                    .build())
            .build());
    // Without it, a proxy that does not answer CONNECT would be waited for without end.
    pool.setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(timeoutMillis).build());
    return new ApacheHttpTransport(
        HttpClientBuilder.create()
            .setConnectionManager(pool)
            .setRequestExecutor(new BufferingExecutor(watchdog))
            .setRoutePlanner(new GuardedRoutePlanner(tlsOnly))
            // Google's client decodes gzip itself, and a small answer may become a huge one.
            .addInterceptorLast(
                (HttpRequestInterceptor)
                    (request, context) -> request.removeHeaders(HttpHeaders.ACCEPT_ENCODING))
            // A server may close an idle connection just as it is used again. A body that was
            // partly sent is not sent again here: Apache refuses to.
            .setRetryHandler(
                (failure, count, context) ->
                    count == 1 && failure instanceof NoHttpResponseException)
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .build());
  }

  private static SSLConnectionSocketFactory tls(boolean trustAnybody) {
    if (!trustAnybody) {
      return SSLConnectionSocketFactory.getSystemSocketFactory();
    }
    try {
      SSLContext context =
          SSLContextBuilder.create()
              .loadTrustMaterial((X509Certificate[] chain, String type) -> true)
              .build();
      return new SSLConnectionSocketFactory(context, NoopHostnameVerifier.INSTANCE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  /** Goes by the JVM's proxy settings, and nowhere by plain HTTP where TLS is wanted. */
  private static final class GuardedRoutePlanner extends SystemDefaultRoutePlanner {

    private final BooleanSupplier tlsOnly;

    GuardedRoutePlanner(BooleanSupplier tlsOnly) {
      super(ProxySelector.getDefault());
      this.tlsOnly = tlsOnly;
    }

    @Override
    public HttpRoute determineRoute(HttpHost host, HttpRequest request, HttpContext context)
        throws HttpException {
      if (tlsOnly.getAsBoolean() && host.getSchemeName().equals("http")) {
        throw new DowngradeException(host);
      }
      return super.determineRoute(host, request, context);
    }
  }

  /** Somebody sent us from TLS to plain HTTP. */
  static final class DowngradeException extends HttpException {

    private static final long serialVersionUID = 1L;

    DowngradeException(HttpHost host) {
      super(
          "the registry speaks TLS but sent us to "
              + host
              + ", which is plain HTTP: nothing was sent there; a proxy before the registry may not"
              + " tell it the protocol (X-Forwarded-Proto)");
    }
  }

  /**
   * Reads an answer's body at once, so that the connection goes back to the pool. Otherwise jib's
   * {@code Response.close()} aborts the request, and the connection is lost.
   */
  private static final class BufferingExecutor extends HttpRequestExecutor {

    private final SendWatchdog watchdog;

    BufferingExecutor(SendWatchdog watchdog) {
      this.watchdog = watchdog;
    }

    @Override
    protected HttpResponse doSendRequest(
        HttpRequest request, HttpClientConnection connection, HttpContext context)
        throws IOException, HttpException {
      if (!(request instanceof HttpEntityEnclosingRequest)) {
        return super.doSendRequest(request, connection, context);
      }
      return watchdog.watch(connection, () -> super.doSendRequest(request, connection, context));
    }

    @Override
    protected HttpResponse doReceiveResponse(
        HttpRequest request, HttpClientConnection connection, HttpContext context)
        throws HttpException, IOException {
      HttpResponse response = super.doReceiveResponse(request, connection, context);
      HttpEntity body = response.getEntity();
      boolean tunnel = request.getRequestLine().getMethod().equals("CONNECT");
      if (body != null && !tunnel) {
        byte[] bytes = body.getContent().readNBytes(MAX_RESPONSE_BYTES);
        var buffered = new ByteArrayEntity(bytes);
        buffered.setContentType(body.getContentType());
        response.setEntity(buffered);
        if (bytes.length == MAX_RESPONSE_BYTES) {
          connection.close();
        }
      }
      return response;
    }
  }
}

package io.github.ocimaven.registry.jib;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import io.github.ocimaven.registry.ConnectionSettings;
import java.nio.charset.StandardCharsets;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponse;
import org.apache.http.NoHttpResponseException;
import org.apache.http.auth.AuthSchemeProvider;
import org.apache.http.client.config.AuthSchemes;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.config.ConnectionConfig;
import org.apache.http.config.MessageConstraints;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.config.SocketConfig;
import org.apache.http.conn.DnsResolver;
import org.apache.http.conn.routing.HttpRoutePlanner;
import org.apache.http.conn.routing.RouteInfo;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.LayeredConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.impl.auth.BasicSchemeFactory;
import org.apache.http.impl.auth.DigestSchemeFactory;
import org.apache.http.impl.client.DefaultClientConnectionReuseStrategy;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.ManagedHttpClientConnectionFactory;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.impl.execchain.ClientExecChain;
import org.apache.http.protocol.HttpContext;

/**
 * An HTTP transport that keeps its connections. Jib's own opens a new one for every request, which
 * costs a handshake each.
 */
final class PooledTransport {

  // Blobs are written in pieces of 256 KiB, which go past this buffer; it serves the headers.
  private static final int BUFFER_BYTES = 64 * 1024;

  private static final int MAX_HEADER_BYTES = 64 * 1024;
  private static final int MAX_HEADERS = 200;
  private static final int CHECK_IDLE_CONNECTION_AFTER_MILLIS = 500;

  private PooledTransport() {}

  /**
   * Makes a transport.
   *
   * @param settings how many connections may be open, and for how long the other side may be silent
   *     while one is made; requests bring timeouts of their own
   * @param tls makes TLS connections
   * @param names resolves the names of hosts that are connected to
   * @param routes decides which way a request takes
   * @param inFlight ends requests that hang or are no longer wanted; the caller closes it
   */
  static HttpTransport create(
      ConnectionSettings settings,
      LayeredConnectionSocketFactory tls,
      DnsResolver names,
      HttpRoutePlanner routes,
      InFlight inFlight) {
    var pool =
        new PoolingHttpClientConnectionManager(
            RegistryBuilder.<ConnectionSocketFactory>create()
                .register("http", PlainConnectionSocketFactory.getSocketFactory())
                .register("https", tls)
                .build(),
            new ManagedHttpClientConnectionFactory(null, new WholeHeads()),
            names);
    pool.setMaxTotal(settings.connections());
    pool.setDefaultMaxPerRoute(settings.connections());
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
    pool.setDefaultSocketConfig(
        SocketConfig.custom().setSoTimeout(settings.timeoutMillis()).build());
    return new ApacheHttpTransport(
        new OwnExecBuilder(inFlight)
            .setConnectionManager(pool)
            .setRequestExecutor(new BufferingExecutor(inFlight))
            .setConnectionReuseStrategy(new ReuseUnlessForwarded())
            .setRoutePlanner(routes)
            // Google's client decodes gzip itself, and a small answer may become a huge one.
            .addInterceptorLast(
                (HttpRequestInterceptor)
                    (request, context) -> request.removeHeaders(HttpHeaders.ACCEPT_ENCODING))
            // A server may close an idle connection just as it is used again. A body that was
            // partly sent is not sent again here: Apache refuses to.
            .setRetryHandler(
                (failure, count, context) ->
                    count == 1
                        && failure instanceof NoHttpResponseException
                        && BufferingExecutor.wasIdle(context))
            // A registry's challenges are answered elsewhere; these are a proxy's.
            .setDefaultAuthSchemeRegistry(
                RegistryBuilder.<AuthSchemeProvider>create()
                    .register(AuthSchemes.BASIC, new BasicSchemeFactory(StandardCharsets.UTF_8))
                    .register(AuthSchemes.DIGEST, new DigestSchemeFactory(StandardCharsets.UTF_8))
                    .build())
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .build());
  }

  /**
   * Some proxies (tinyproxy 1.11) close a connection after each plain HTTP request that they
   * forward and do not say so. A body could then not be sent again.
   */
  private static final class ReuseUnlessForwarded extends DefaultClientConnectionReuseStrategy {

    @Override
    public boolean keepAlive(HttpResponse response, HttpContext context) {
      RouteInfo route = HttpClientContext.adapt(context).getHttpRoute();
      boolean forwarded = route.getProxyHost() != null && !route.isTunnelled();
      return !forwarded && super.keepAlive(response, context);
    }
  }

  private static final class OwnExecBuilder extends HttpClientBuilder {

    private final InFlight inFlight;

    OwnExecBuilder(InFlight inFlight) {
      this.inFlight = inFlight;
    }

    @Override
    protected ClientExecChain decorateMainExec(ClientExecChain main) {
      ClientExecChain next = new ProxyExec(main);
      return (route, request, context, aware) ->
          inFlight.send(() -> next.execute(route, request, context, inFlight.watching(aware)));
    }
  }
}

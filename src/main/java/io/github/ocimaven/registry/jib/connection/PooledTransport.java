package io.github.ocimaven.registry.jib.connection;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import io.github.ocimaven.registry.jib.failure.Statuses;
import io.github.ocimaven.registry.jib.pace.HostGate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponse;
import org.apache.http.NoHttpResponseException;
import org.apache.http.auth.AuthSchemeProvider;
import org.apache.http.client.config.AuthSchemes;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.routing.HttpRoutePlanner;
import org.apache.http.conn.routing.RouteInfo;
import org.apache.http.conn.util.PublicSuffixMatcher;
import org.apache.http.impl.auth.BasicSchemeFactory;
import org.apache.http.impl.auth.DigestSchemeFactory;
import org.apache.http.impl.client.DefaultClientConnectionReuseStrategy;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.execchain.ClientExecChain;
import org.apache.http.protocol.HttpContext;

/**
 * The HTTP transports of one repository. They take their connections from a pool shared with other
 * repositories; everything else belongs to this repository.
 */
public final class PooledTransport {

  private PooledTransport() {}

  /**
   * Creates the transport for requests to the registry and the hosts that it redirects to.
   *
   * @param pool provides the connections, and limits the number of concurrent requests
   * @param routes determines the route of each request
   * @param inFlight aborts requests that hang or are no longer wanted; the caller closes it
   */
  public static HttpTransport toRegistry(
      ConnectionPool pool, HttpRoutePlanner routes, InFlight inFlight) {
    return create(
        pool,
        routes,
        inFlight,
        new BufferingExecutor(inFlight, false),
        main ->
            (route, request, context, aware) ->
                pool.send(inFlight, () -> main.execute(route, request, context, aware)));
  }

  /**
   * Creates the transport for requests to the token service.
   *
   * @param pool provides the connections
   * @param routes determines the route of each request
   * @param inFlight aborts requests that hang or are no longer wanted; the caller closes it
   */
  public static HttpTransport toTokenService(
      ConnectionPool pool, HttpRoutePlanner routes, InFlight inFlight) {
    return create(pool, routes, inFlight, new BufferingExecutor(inFlight, false), main -> main);
  }

  /**
   * Creates the transport for requests with streamed responses, to the registry and the hosts that
   * it redirects to.
   *
   * @param pool provides the connections, and limits the number of concurrent responses
   * @param routes determines the route of each request
   * @param inFlight aborts requests that hang or are no longer wanted; the caller closes it
   */
  public static HttpTransport toRead(
      ConnectionPool pool, HttpRoutePlanner routes, InFlight inFlight) {
    return create(
        pool,
        routes,
        inFlight,
        new BufferingExecutor(inFlight, true),
        main ->
            (route, request, context, aware) ->
                pool.read(inFlight, () -> main.execute(route, request, context, aware)));
  }

  private static HttpTransport create(
      ConnectionPool pool,
      HttpRoutePlanner routes,
      InFlight inFlight,
      BufferingExecutor executor,
      UnaryOperator<ClientExecChain> admission) {
    return new ApacheHttpTransport(
        new OwnExecBuilder(inFlight, main -> admission.apply(gated(main, pool, inFlight)))
            .setConnectionManager(pool.manager())
            .setConnectionManagerShared(true)
            // All connections of a pool use the same client certificate. By default, Apache's
            // client never reuses a connection with one. Connections that must not be shared are
            // kept apart by Routes.
            .disableConnectionState()
            .setRequestExecutor(executor)
            .setConnectionReuseStrategy(new ReuseUnlessForwarded())
            .setRoutePlanner(routes)
            // Google's client decodes gzip itself, which may turn a small response into a huge one.
            .addInterceptorLast(
                (HttpRequestInterceptor)
                    (request, context) -> request.removeHeaders(HttpHeaders.ACCEPT_ENCODING))
            // A server may close an idle connection just as it is reused. A partly sent body is not
            // sent again here: Apache's client refuses to.
            .setRetryHandler(
                (failure, count, context) ->
                    count == 1
                        && failure instanceof NoHttpResponseException
                        && BufferingExecutor.wasIdle(context))
            // These are for a proxy's challenges; a registry's are handled elsewhere.
            .setDefaultAuthSchemeRegistry(
                RegistryBuilder.<AuthSchemeProvider>create()
                    .register(AuthSchemes.BASIC, new BasicSchemeFactory(StandardCharsets.UTF_8))
                    .register(AuthSchemes.DIGEST, new DigestSchemeFactory(StandardCharsets.UTF_8))
                    .build())
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            // Only cookies would need the list of public suffixes, which takes 0.1 s to read.
            .setPublicSuffixMatcher(new PublicSuffixMatcher(List.of(), List.of()))
            .disableAuthCaching()
            .build());
  }

  /** The gate is last, because a request that has passed it should not wait any more. */
  private static ClientExecChain gated(
      ClientExecChain main, ConnectionPool pool, InFlight inFlight) {
    return (route, request, context, aware) -> {
      HttpHost host = route.getTargetHost();
      HostGate gate = pool.gates().of(host.getHostName(), host.getPort());
      inFlight.await(gate::enter);
      CloseableHttpResponse response = main.execute(route, request, context, aware);
      if (!Statuses.isOverload(response.getStatusLine().getStatusCode())) {
        gate.passed();
      }
      return response;
    };
  }

  /**
   * Some proxies (tinyproxy 1.11) close the connection after each plain HTTP request that they
   * forward, without announcing it. A body could then not be sent again.
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
    private final UnaryOperator<ClientExecChain> admission;

    OwnExecBuilder(InFlight inFlight, UnaryOperator<ClientExecChain> admission) {
      this.inFlight = inFlight;
      this.admission = admission;
    }

    @Override
    protected ClientExecChain decorateMainExec(ClientExecChain main) {
      ClientExecChain next = admission.apply(new ProxyExec(main));
      return (route, request, context, aware) ->
          inFlight.send(() -> next.execute(route, request, context, inFlight.watching(aware)));
    }
  }
}

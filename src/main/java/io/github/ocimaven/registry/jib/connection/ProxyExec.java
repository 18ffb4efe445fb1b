package io.github.ocimaven.registry.jib.connection;

import io.github.ocimaven.registry.ProxyServer;
import io.github.ocimaven.registry.jib.failure.NoResponse.Kind;
import io.github.ocimaven.registry.jib.failure.StoppedByProxy;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import org.apache.http.HttpException;
import org.apache.http.HttpRequest;
import org.apache.http.HttpStatus;
import org.apache.http.client.NonRepeatableRequestException;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpExecutionAware;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.HttpHostConnectException;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.execchain.ClientExecChain;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes a proxy's responses from a registry's. Apache's client returns a proxy's refusal of
 * a tunnel as if it were the registry's response.
 *
 * @param main establishes connections and sends requests
 */
record ProxyExec(ClientExecChain main) implements ClientExecChain {

  @Override
  public CloseableHttpResponse execute(
      HttpRoute route,
      HttpRequestWrapper request,
      HttpClientContext context,
      @Nullable HttpExecutionAware aware)
      throws IOException, HttpException {
    ProxyServer proxy = Routes.proxy(context);
    if (proxy == null) {
      return main.execute(route, request, context, aware);
    }
    String destination = route.getTargetHost().toHostString();
    CloseableHttpResponse response;
    try {
      response = main.execute(route, request, context, aware);
    } catch (NonRepeatableRequestException e) {
      // The proxy sent a challenge other than Basic, after the body was sent.
      throw StoppedByProxy.refused(
          proxy, destination, HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED, null);
    } catch (IOException e) {
      // We only connect to the proxy; hosts behind a tunnel do not fail like this.
      Kind unreachable = unreachable(e);
      throw unreachable == null
          ? e
          : StoppedByProxy.unreachable(proxy, destination, unreachable, e);
    }
    int status = response.getStatusLine().getStatusCode();
    if (status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED || isTunnelRefused(context)) {
      try (response) {
        throw StoppedByProxy.refused(
            proxy, destination, status, response.getStatusLine().getReasonPhrase());
      }
    }
    return response;
  }

  private static @Nullable Kind unreachable(IOException failure) {
    if (failure instanceof ConnectTimeoutException) {
      return Kind.CONNECT_TIMEOUT;
    }
    if (failure instanceof UnknownHostException) {
      return Kind.UNKNOWN_HOST;
    }
    return failure instanceof HttpHostConnectException || failure instanceof NoRouteToHostException
        ? Kind.NO_CONNECTION
        : null;
  }

  /** If the last request was CONNECT, there is no tunnel for another one. */
  private static boolean isTunnelRefused(HttpClientContext context) {
    HttpRequest last = context.getRequest();
    return last != null && last.getRequestLine().getMethod().equals("CONNECT");
  }
}

package io.github.ocimaven.registry.jib.connection;

import io.github.ocimaven.registry.ProxyServer;
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
import org.apache.http.message.BasicStatusLine;
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
    CloseableHttpResponse response;
    try {
      response = main.execute(route, request, context, aware);
    } catch (NonRepeatableRequestException e) {
      // The proxy sent a challenge other than Basic, after the body was sent.
      throw ProxyException.refused(
          proxy,
          route.getTargetHost(),
          new BasicStatusLine(
              request.getProtocolVersion(), HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED, null));
    } catch (IOException e) {
      // We only connect to the proxy; hosts behind a tunnel do not fail like this.
      throw isConnecting(e) ? ProxyException.unreachable(proxy, route.getTargetHost(), e) : e;
    }
    int status = response.getStatusLine().getStatusCode();
    if (status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED || isTunnelRefused(context)) {
      try (response) {
        throw ProxyException.refused(proxy, route.getTargetHost(), response.getStatusLine());
      }
    }
    return response;
  }

  private static boolean isConnecting(IOException failure) {
    return failure instanceof HttpHostConnectException
        || failure instanceof ConnectTimeoutException
        || failure instanceof NoRouteToHostException
        || failure instanceof UnknownHostException;
  }

  /** If the last request was CONNECT, there is no tunnel for another one. */
  private static boolean isTunnelRefused(HttpClientContext context) {
    HttpRequest last = context.getRequest();
    return last != null && last.getRequestLine().getMethod().equals("CONNECT");
  }
}

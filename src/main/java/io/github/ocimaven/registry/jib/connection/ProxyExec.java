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
 * Tells what a proxy answers from what a registry does. Apache's client hands on a proxy's refusal
 * of a tunnel as if it were the registry's answer.
 *
 * @param main sends requests and makes connections
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
      // A challenge other than Basic, after the body was sent.
      throw ProxyException.refused(
          proxy,
          route.getTargetHost(),
          new BasicStatusLine(
              request.getProtocolVersion(), HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED, null));
    } catch (IOException e) {
      // Only the proxy is connected to; what is behind a tunnel does not fail like this.
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

  /** The last request sent is still CONNECT where there is no tunnel for another. */
  private static boolean isTunnelRefused(HttpClientContext context) {
    HttpRequest last = context.getRequest();
    return last != null && last.getRequestLine().getMethod().equals("CONNECT");
  }
}

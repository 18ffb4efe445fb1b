package io.github.ocimaven.registry.jib;

import io.github.ocimaven.model.RegistryException.Reason;
import io.github.ocimaven.registry.ProxyServer;
import java.io.IOException;
import java.net.UnknownHostException;
import org.apache.http.HttpHost;
import org.apache.http.HttpStatus;
import org.apache.http.StatusLine;

/**
 * Explains what a proxy did. Each message says which proxy it is and where it is configured: many a
 * user does not know of it.
 */
final class ProxyFailures {

  private ProxyFailures() {}

  /**
   * Explains that a proxy did not let a request through.
   *
   * @param proxy the proxy
   * @param destination where the request was to go
   * @param answer the proxy's answer
   */
  static ProxyException refused(ProxyServer proxy, HttpHost destination, StatusLine answer) {
    int status = answer.getStatusCode();
    return new ProxyException(
        status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED
                || status == HttpStatus.SC_UNAUTHORIZED
            ? login(proxy, status)
            : filtered(proxy, destination, answer),
        status,
        null);
  }

  private static Explanation login(ProxyServer proxy, int status) {
    return new Explanation(
        Reason.PROXY_REFUSED,
        proxy.login() == null
            ? named(proxy)
                + " wants credentials ("
                + status
                + ") and none were given; add user name and password where it is configured"
            : named(proxy)
                + " refused the user name and password that are configured there ("
                + status
                + "); correct them, and check that it takes Basic authentication");
  }

  private static Explanation filtered(ProxyServer proxy, HttpHost destination, StatusLine answer) {
    int status = answer.getStatusCode();
    String said =
        named(proxy)
            + (status >= 500 ? " could not connect us to " : " does not let us through to ")
            + destination.toHostString()
            + " ("
            + ErrorAnswer.shorten(status + " " + answer.getReasonPhrase())
            + "); this is the proxy's answer, not the registry's: ";
    return status >= 500
        ? new Explanation(
            Reason.UNREACHABLE,
            said
                + "check the registry's host and port, and except it from the proxy if it is to be"
                + " reached directly")
        : new Explanation(
            Reason.PROXY_REFUSED,
            said
                + "ask who runs the proxy to allow that host and port, or except it from the proxy"
                + " if it can be reached directly");
  }

  /**
   * Explains that there is no connection to a proxy.
   *
   * @param proxy the proxy
   * @param failure what was thrown
   */
  static ProxyException unreachable(ProxyServer proxy, IOException failure) {
    Explanation why =
        failure instanceof UnknownHostException
            ? new Explanation(
                Reason.UNKNOWN_HOST,
                "the host of " + named(proxy) + " is unknown; check its spelling there")
            : new Explanation(
                Reason.UNREACHABLE,
                named(proxy)
                    + " can't be reached ("
                    + ErrorAnswer.shorten(String.valueOf(Causes.root(failure).getMessage()))
                    + "); check its host and port there, and that it runs");
    return new ProxyException(why, 0, failure);
  }

  private static String named(ProxyServer proxy) {
    return "the proxy " + proxy + " (" + proxy.origin() + ")";
  }
}

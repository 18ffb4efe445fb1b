package io.github.ocimaven.registry.jib.failure;

import io.github.ocimaven.registry.ProxyServer;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.jib.connection.ProxyException;
import io.github.ocimaven.registry.jib.http.Causes;
import io.github.ocimaven.registry.jib.http.ErrorAnswer;
import java.net.UnknownHostException;
import org.apache.http.HttpStatus;

/**
 * Explains what a proxy did. Each message says which proxy it is and where it is configured: many a
 * user does not know of it.
 */
final class ProxyFailures {

  private ProxyFailures() {}

  /**
   * Explains it.
   *
   * @param failure what the proxy did
   */
  static Explanation of(ProxyException failure) {
    return switch (failure.status()) {
      case 0 -> unreachable(failure);
      case HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED, HttpStatus.SC_UNAUTHORIZED ->
          login(failure.proxy(), failure.status());
      default -> filtered(failure);
    };
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

  private static Explanation filtered(ProxyException failure) {
    int status = failure.status();
    String said =
        named(failure.proxy())
            + (status >= 500 ? " could not connect us to " : " does not let us through to ")
            + failure.destination()
            + " ("
            + ErrorAnswer.shorten(status + " " + failure.phrase())
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

  private static Explanation unreachable(ProxyException failure) {
    ProxyServer proxy = failure.proxy();
    return failure.getCause() instanceof UnknownHostException
        ? new Explanation(
            Reason.UNKNOWN_HOST,
            "the host of " + named(proxy) + " is unknown; check its spelling there")
        : new Explanation(
            Reason.UNREACHABLE,
            named(proxy)
                + " can't be reached ("
                + ErrorAnswer.shorten(String.valueOf(Causes.root(failure).getMessage()))
                + "); check its host and port there, and that it runs");
  }

  private static String named(ProxyServer proxy) {
    return "the proxy " + proxy + " (" + proxy.origin() + ")";
  }
}

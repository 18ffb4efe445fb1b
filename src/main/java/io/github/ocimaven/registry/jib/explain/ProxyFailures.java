package io.github.ocimaven.registry.jib.explain;

import io.github.ocimaven.registry.ProxyServer;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.jib.failure.ErrorResponse;
import io.github.ocimaven.registry.jib.failure.NoResponse.Kind;
import io.github.ocimaven.registry.jib.failure.StoppedByProxy;
import org.apache.http.HttpStatus;

/**
 * Explains failures at a proxy. Each message names the proxy and where it is configured, because
 * many users do not know that they use one.
 */
final class ProxyFailures {

  private ProxyFailures() {}

  static Explanation of(StoppedByProxy failure) {
    Kind unreachable = failure.unreachable();
    return unreachable == null ? refused(failure) : unreachable(failure, unreachable);
  }

  private static Explanation refused(StoppedByProxy failure) {
    return switch (failure.status()) {
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
                + " requires credentials ("
                + status
                + "), and none were given; add a user name and password where it is configured"
            : named(proxy)
                + " refused the user name and password configured there ("
                + status
                + "); correct them, and check that it accepts Basic authentication");
  }

  private static Explanation filtered(StoppedByProxy failure) {
    int status = failure.status();
    String said =
        named(failure.proxy())
            + (status >= 500 ? " could not connect to " : " does not allow connections to ")
            + failure.destination()
            + " ("
            + ErrorResponse.shorten(status + " " + failure.phrase())
            + "); this is the proxy's response, not the registry's: ";
    return status >= 500
        ? new Explanation(
            Reason.UNREACHABLE,
            said
                + "check the registry's host and port, and exclude it from the proxy if it should"
                + " be reached directly")
        : new Explanation(
            Reason.PROXY_REFUSED,
            said
                + "ask the proxy's administrator to allow that host and port, or exclude it from"
                + " the proxy if it can be reached directly");
  }

  private static Explanation unreachable(StoppedByProxy failure, Kind kind) {
    ProxyServer proxy = failure.proxy();
    return kind == Kind.UNKNOWN_HOST
        ? new Explanation(
            Reason.UNKNOWN_HOST,
            "the host of " + named(proxy) + " is unknown; check its spelling there")
        : new Explanation(
            Reason.UNREACHABLE,
            named(proxy)
                + " can't be reached ("
                + ErrorResponse.shorten(String.valueOf(failure.root().getMessage()))
                + "); check its host and port there, and that it is running");
  }

  private static String named(ProxyServer proxy) {
    return "the proxy " + proxy + " (" + proxy.origin() + ")";
  }
}

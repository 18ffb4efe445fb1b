package io.github.ocimaven.registry.jib.http;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.registry.jib.failure.Blocked;
import io.github.ocimaven.registry.jib.failure.Causes;
import io.github.ocimaven.registry.jib.failure.InvalidResponse;
import io.github.ocimaven.registry.jib.failure.NoResponse;
import io.github.ocimaven.registry.jib.failure.NoResponse.Kind;
import io.github.ocimaven.registry.jib.failure.Peer;
import io.github.ocimaven.registry.jib.failure.RequestFailure;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.HttpException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.conn.ConnectTimeoutException;

/**
 * Turns the exceptions of the HTTP libraries and the JDK into facts. Only this class searches
 * causes, because those libraries wrap their own exceptions and ours.
 */
public final class TransportFailures {

  private TransportFailures() {}

  /**
   * Returns the facts of a failure.
   *
   * @param peer the server that the request went to
   * @throws PushException if the failure is one, or wraps one
   * @throws CancellationException if the failure is one
   */
  public static RequestFailure of(Peer peer, Exception failure) {
    PushException own = Causes.find(failure, PushException.class);
    if (own != null) {
      throw own; // the JDK wraps exceptions thrown while it loads a trust store
    }
    if (failure instanceof CancellationException cancelled) {
      throw cancelled;
    }
    RequestFailure known = Causes.find(failure, RequestFailure.class);
    if (known != null) {
      return known;
    }
    if (Causes.find(failure, Blocked.Carrier.class::isInstance) instanceof Blocked.Carrier rule) {
      return rule.blocked();
    }
    if (!has(failure, IOException.class)) {
      // The libraries report some bad headers with exceptions meant for illegal arguments.
      return new InvalidResponse(text(failure), failure);
    }
    return new NoResponse(peer, kind(failure), failure);
  }

  private static String text(Exception failure) {
    return LoggableUrl.cut(Causes.root(failure).getMessage());
  }

  private static Kind kind(Exception failure) {
    if (isTlsRefused(failure)) {
      return Kind.TLS_REFUSED;
    }
    if (has(failure, UnknownHostException.class)) {
      return Kind.UNKNOWN_HOST;
    }
    if (has(failure, ConnectTimeoutException.class)) {
      return Kind.CONNECT_TIMEOUT;
    }
    if (has(failure, ConnectException.class) || has(failure, NoRouteToHostException.class)) {
      return Kind.NO_CONNECTION;
    }
    if (has(failure, SocketTimeoutException.class)) {
      return Kind.SILENCE;
    }
    if (has(failure, SSLHandshakeException.class)) {
      return Kind.HANDSHAKE_BROKEN;
    }
    if (has(failure, NoHttpResponseException.class)) {
      return Kind.HUNG_UP;
    }
    if (has(failure, ConnectionClosedException.class) || has(failure, SocketException.class)) {
      return Kind.BROKEN;
    }
    return has(failure, HttpException.class) ? Kind.MALFORMED : Kind.FAILED;
  }

  /**
   * Two sides that do not agree on TLS will not agree the next time. A connection that breaks
   * during TLS may work again.
   */
  private static boolean isTlsRefused(Exception failure) {
    SSLException tls = Causes.find(failure, SSLException.class);
    return has(failure, GeneralSecurityException.class)
        || has(failure, SSLPeerUnverifiedException.class)
        || (tls != null && !isBreak(failure, tls));
  }

  private static boolean isBreak(Exception failure, SSLException tls) {
    return has(failure, SocketException.class)
        || has(failure, SocketTimeoutException.class)
        || has(failure, EOFException.class)
        || String.valueOf(tls.getMessage()).contains("close_notify");
  }

  private static boolean has(Exception failure, Class<? extends Throwable> type) {
    return Causes.find(failure, type) != null;
  }
}

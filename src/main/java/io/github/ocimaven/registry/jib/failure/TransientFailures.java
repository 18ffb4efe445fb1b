package io.github.ocimaven.registry.jib.failure;

import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.registry.Transience.Kind;
import io.github.ocimaven.registry.jib.auth.AccessException;
import io.github.ocimaven.registry.jib.auth.TokenException;
import io.github.ocimaven.registry.jib.connection.DowngradeException;
import io.github.ocimaven.registry.jib.connection.ProxyException;
import io.github.ocimaven.registry.jib.connection.RefusedAddressException;
import io.github.ocimaven.registry.jib.http.BadAnswerException;
import io.github.ocimaven.registry.jib.http.Causes;
import io.github.ocimaven.registry.jib.http.NotARegistryException;
import io.github.ocimaven.registry.jib.http.Statuses;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.HttpException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.client.utils.DateUtils;
import org.apache.http.conn.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells which failures pass. */
public final class TransientFailures {

  private TransientFailures() {}

  /**
   * Tells when a failure passes.
   *
   * @param failure what was thrown
   * @return null where another attempt would not help
   */
  public static @Nullable Transience of(Throwable failure) {
    ProxyException proxy = Causes.find(failure, ProxyException.class);
    if (proxy != null && proxy.status() > 0) {
      // It is how proxies say that they do not find the registry, either.
      return Statuses.isPassing(proxy.status())
          ? new Transience(Kind.ABSENT, "the proxy's " + proxy.status())
          : null;
    }
    TokenException token = Causes.find(failure, TokenException.class);
    if (token != null && token.status() > 0) {
      return ofStatus(token.status(), "the token service's ", token.retryAfter());
    }
    if (Causes.find(failure, AccessException.class) != null) {
      return null;
    }
    UploadLostException lost = Causes.find(failure, UploadLostException.class);
    if (lost != null) {
      return new Transience(Kind.PASSING, "the upload was lost, " + lost.status());
    }
    ResponseException answer = Causes.find(failure, ResponseException.class);
    return answer == null
        ? unanswered(failure)
        : ofStatus(answer.getStatusCode(), "", answer.getHeaders().getRetryAfter());
  }

  private static @Nullable Transience ofStatus(
      int status, String whose, @Nullable String retryAfter) {
    if (!Statuses.isPassing(status)) {
      return null;
    }
    return new Transience(
        Statuses.isOverload(status) ? Kind.OVERLOADED : Kind.PASSING,
        whose + status,
        retryAfter == null ? null : delay(retryAfter));
  }

  /** Reads {@code Retry-After}: seconds or a date (RFC 9110, section 10.2.3). */
  private static @Nullable Duration delay(String retryAfter) {
    if (retryAfter.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(retryAfter));
    }
    Date date = DateUtils.parseDate(retryAfter);
    if (date == null) {
      return null;
    }
    Duration delay = Duration.between(Instant.now(), date.toInstant());
    return delay.isNegative() ? Duration.ZERO : delay;
  }

  private static @Nullable Transience unanswered(Throwable failure) {
    if (isForGood(failure)) {
      return null;
    }
    if (has(failure, UnknownHostException.class)) {
      return new Transience(Kind.ABSENT, "unknown host");
    }
    if (has(failure, ConnectTimeoutException.class)) {
      return new Transience(Kind.PASSING, "no connection in time");
    }
    if (has(failure, ConnectException.class) || has(failure, NoRouteToHostException.class)) {
      return new Transience(Kind.ABSENT, "no connection");
    }
    if (has(failure, SocketTimeoutException.class)) {
      return new Transience(Kind.PASSING, "no answer in time");
    }
    if (has(failure, SSLHandshakeException.class)) {
      // Where it never worked, it is more likely that the two do not fit together.
      return new Transience(Kind.ABSENT, "TLS handshake broken off");
    }
    if (has(failure, NoHttpResponseException.class)
        || has(failure, ConnectionClosedException.class)
        || has(failure, SocketException.class)) {
      return new Transience(Kind.PASSING, "connection broken");
    }
    if (has(failure, HttpException.class)) {
      return new Transience(Kind.PASSING, "malformed answer");
    }
    return has(failure, IOException.class)
        ? new Transience(Kind.PASSING, "connection failed")
        : null;
  }

  /** What the two sides think of each other does not change, and neither do our own rules. */
  private static boolean isForGood(Throwable failure) {
    SSLException tls = Causes.find(failure, SSLException.class);
    boolean broken =
        has(failure, SocketException.class)
            || has(failure, EOFException.class)
            || (tls != null && String.valueOf(tls.getMessage()).contains("close_notify"));
    TokenException token = Causes.find(failure, TokenException.class);
    return has(failure, RefusedAddressException.class)
        || has(failure, DowngradeException.class)
        || has(failure, NotARegistryException.class)
        || has(failure, BadAnswerException.class)
        || has(failure, GeneralSecurityException.class)
        || has(failure, SSLPeerUnverifiedException.class)
        || (tls != null && !broken)
        || (token != null && token.getCause() == null);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    return Causes.find(failure, type) != null;
  }
}

package io.github.ocimaven.registry.jib.failure;

import io.github.ocimaven.registry.tls.RejectedCertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A response did not arrive, or not completely. */
public final class NoResponse extends RequestFailure {

  private static final long serialVersionUID = 1L;

  /** What happened instead of a response. */
  public enum Kind {
    /** The host name does not resolve. */
    UNKNOWN_HOST,
    /** No connection was established in time. */
    CONNECT_TIMEOUT,
    /** The connection was refused, or there is no route. */
    NO_CONNECTION,
    /** The peer was silent for too long. */
    SILENCE,
    /** The two sides do not agree on TLS, or one does not trust the other. */
    TLS_REFUSED,
    /** The connection broke during the TLS handshake. */
    HANDSHAKE_BROKEN,
    /** The peer closed the connection instead of responding. */
    HUNG_UP,
    /** The connection broke, for example by a reset. */
    BROKEN,
    /** The response is not HTTP. */
    MALFORMED,
    /** Anything else. */
    FAILED
  }

  private final Peer peer;
  private final Kind kind;

  /**
   * Creates a failure.
   *
   * @param peer the server that the request went to
   * @param cause the exception thrown by the libraries
   */
  public NoResponse(Peer peer, Kind kind, Throwable cause) {
    super("no response: " + kind, cause);
    this.peer = peer;
    this.kind = kind;
  }

  public Peer peer() {
    return peer;
  }

  public Kind kind() {
    return kind;
  }

  /** Returns the exception thrown by TLS, or null if TLS is not the reason. */
  public @Nullable SSLException tls() {
    return Causes.find(this, SSLException.class);
  }

  /** Returns the rejected certificate, or null if that is not the reason. */
  public @Nullable RejectedCertificateException rejected() {
    // The JDK wraps the exceptions of trust managers.
    return Causes.find(this, RejectedCertificateException.class);
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.noResponse(this);
  }
}

package io.github.ocimaven.registry.jib.failure;

import io.github.ocimaven.registry.tls.RejectedCertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** There is no response, or not all of it. */
public final class NoResponse extends RequestFailure {

  private static final long serialVersionUID = 1L;

  /** What was seen instead of a response. */
  public enum Kind {
    /** The name of the host does not resolve. */
    UNKNOWN_HOST,
    /** There was no connection within the time allowed. */
    CONNECT_TIMEOUT,
    /** The connection was refused, or there is no route. */
    NO_CONNECTION,
    /** The other side was silent for too long. */
    SILENCE,
    /** The two sides do not agree on TLS, or one does not trust the other. */
    TLS_REFUSED,
    /** The connection broke during the TLS handshake. */
    HANDSHAKE_BROKEN,
    /** The other side closed the connection instead of responding. */
    HUNG_UP,
    /** The connection broke, by a reset for instance. */
    BROKEN,
    /** What came is not HTTP. */
    MALFORMED,
    /** Anything else. */
    FAILED
  }

  private final Peer peer;
  private final Kind kind;

  /**
   * Creates a failure.
   *
   * @param peer who was asked
   * @param kind what was seen
   * @param cause what the libraries threw
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

  /** Returns what TLS threw, or null if TLS has nothing to do with it. */
  public @Nullable SSLException tls() {
    return Causes.find(this, SSLException.class);
  }

  /** Returns the certificate that is not trusted, or null if that is not the reason. */
  public @Nullable RejectedCertificateException rejected() {
    // The JDK wraps what a trust manager throws.
    return Causes.find(this, RejectedCertificateException.class);
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.noResponse(this);
  }
}

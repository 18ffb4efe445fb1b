package io.github.ocimaven.registry.jib.connection;

import io.github.ocimaven.registry.ProxyServer;
import java.io.IOException;
import org.apache.http.HttpHost;
import org.apache.http.StatusLine;
import org.jspecify.annotations.Nullable;

/**
 * A proxy did not let a request through, or could not be reached; the registry knows nothing of it.
 */
public final class ProxyException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient ProxyServer proxy;
  private final String destination;
  private final int status;
  private final @Nullable String phrase;

  private ProxyException(
      ProxyServer proxy,
      HttpHost destination,
      int status,
      @Nullable String phrase,
      @Nullable Throwable cause) {
    super("no way through the proxy " + proxy, cause);
    this.proxy = proxy;
    this.destination = destination.toHostString();
    this.status = status;
    this.phrase = phrase;
  }

  /**
   * The proxy did not let a request through.
   *
   * @param proxy the proxy
   * @param destination where the request was to go
   * @param answer the proxy's answer
   */
  static ProxyException refused(ProxyServer proxy, HttpHost destination, StatusLine answer) {
    return new ProxyException(
        proxy, destination, answer.getStatusCode(), answer.getReasonPhrase(), null);
  }

  /**
   * There is no connection to the proxy.
   *
   * @param proxy the proxy
   * @param destination where the request was to go
   * @param failure what was thrown
   */
  static ProxyException unreachable(ProxyServer proxy, HttpHost destination, IOException failure) {
    return new ProxyException(proxy, destination, 0, null, failure);
  }

  /** Returns which proxy it is. */
  public ProxyServer proxy() {
    return proxy;
  }

  /** Returns where the request was to go, {@code HOST:PORT}. */
  public String destination() {
    return destination;
  }

  /** Returns the proxy's HTTP status, or 0 where there was no answer. */
  public int status() {
    return status;
  }

  /** Returns the reason that stands beside the status, or null where there is none. */
  public @Nullable String phrase() {
    return phrase;
  }
}

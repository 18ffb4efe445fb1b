package io.github.ocimaven.registry.jib.failure;

import io.github.ocimaven.registry.ProxyServer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A proxy did not let a request through, or could not be reached. The registry never saw it. */
public final class StoppedByProxy extends RequestFailure {

  private static final long serialVersionUID = 1L;

  private final transient ProxyServer proxy;
  private final String destination;
  private final int status;
  private final @Nullable String phrase;
  private final NoResponse.@Nullable Kind unreachable;

  private StoppedByProxy(
      ProxyServer proxy,
      String destination,
      int status,
      @Nullable String phrase,
      NoResponse.@Nullable Kind unreachable,
      @Nullable Throwable cause) {
    super("the proxy " + proxy + " did not connect to " + destination, cause);
    this.proxy = proxy;
    this.destination = destination;
    this.status = status;
    this.phrase = phrase;
    this.unreachable = unreachable;
  }

  /**
   * Creates a failure for a proxy that did not let a request through.
   *
   * @param destination the destination of the request, {@code HOST:PORT}
   * @param status the proxy's HTTP status
   * @param phrase the reason phrase beside the status, or null for none
   */
  public static StoppedByProxy refused(
      ProxyServer proxy, String destination, int status, @Nullable String phrase) {
    return new StoppedByProxy(proxy, destination, status, phrase, null, null);
  }

  /**
   * Creates a failure for a proxy that can't be reached.
   *
   * @param destination the destination of the request, {@code HOST:PORT}
   * @param failure the exception thrown while connecting
   */
  public static StoppedByProxy unreachable(
      ProxyServer proxy, String destination, NoResponse.Kind kind, IOException failure) {
    return new StoppedByProxy(proxy, destination, 0, null, kind, failure);
  }

  public ProxyServer proxy() {
    return proxy;
  }

  /** Returns the destination of the request, {@code HOST:PORT}. */
  public String destination() {
    return destination;
  }

  /** Returns the proxy's HTTP status, or 0 if the proxy could not be reached. */
  @Override
  public int status() {
    return status;
  }

  /** Returns the reason phrase beside the status, or null for none. */
  public @Nullable String phrase() {
    return phrase;
  }

  /** Returns why there is no connection to the proxy, or null if it responded. */
  public NoResponse.@Nullable Kind unreachable() {
    return unreachable;
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.stoppedByProxy(this);
  }
}

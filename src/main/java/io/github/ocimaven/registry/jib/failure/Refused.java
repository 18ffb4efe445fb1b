package io.github.ocimaven.registry.jib.failure;

import org.jspecify.annotations.Nullable;

/** A response other than 2xx, from the registry or the server that it sent us to. */
public final class Refused extends RequestFailure {

  private static final long serialVersionUID = 1L;

  private final Peer peer;
  private final transient ErrorResponse response;
  private final String method;
  private final @Nullable String sentScheme;

  /**
   * Creates a failure.
   *
   * @param peer the server that responded
   * @param method the request's HTTP method
   * @param sentScheme the scheme of the request's authorization, {@code Basic} or {@code Bearer},
   *     or null for none
   */
  public Refused(Peer peer, ErrorResponse response, String method, @Nullable String sentScheme) {
    super("the response to " + method + " was " + response.status(), null);
    this.peer = peer;
    this.response = response;
    this.method = method;
    this.sentScheme = sentScheme;
  }

  public Peer peer() {
    return peer;
  }

  public ErrorResponse response() {
    return response;
  }

  @Override
  public int status() {
    return response.status();
  }

  public boolean isUnauthorized() {
    return status() == 401;
  }

  public boolean isNotFound() {
    return status() == 404;
  }

  /** Returns whether the response is about authentication or permissions. */
  public boolean deniesAccess() {
    return isUnauthorized() || status() == 403;
  }

  /** Returns whether the registry itself returned 403: authenticated, but not allowed. */
  public boolean isForbidden() {
    return status() == 403 && peer.isRegistry();
  }

  /** Returns whether the request only reads. */
  public boolean isForReading() {
    return method.equals("GET") || method.equals("HEAD");
  }

  public boolean sentBasic() {
    return "Basic".equals(sentScheme);
  }

  public boolean sentToken() {
    return "Bearer".equals(sentScheme);
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.refused(this);
  }
}

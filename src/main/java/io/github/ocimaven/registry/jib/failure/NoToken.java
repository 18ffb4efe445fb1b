package io.github.ocimaven.registry.jib.failure;

import org.jspecify.annotations.Nullable;

/** A token service gave no token. */
public final class NoToken extends RequestFailure {

  private static final long serialVersionUID = 1L;

  private final String service;
  private final int status;
  private final boolean refusesCredentials;
  private final @Nullable String retryAfter;
  private final @Nullable NoResponse silence;

  private NoToken(
      String service,
      String reason,
      int status,
      boolean refusesCredentials,
      @Nullable String retryAfter,
      @Nullable NoResponse silence) {
    super("the token service " + service + " gave no token: " + reason, silence);
    this.service = service;
    this.status = status;
    this.refusesCredentials = refusesCredentials;
    this.retryAfter = retryAfter;
    this.silence = silence;
  }

  /**
   * Creates a failure for a token service that must not be asked, or whose response is unusable.
   *
   * @param service the token service's URL without secrets
   * @param reason what happened
   */
  public static NoToken because(String service, String reason) {
    return new NoToken(service, reason, 0, false, null, null);
  }

  /**
   * Creates a failure for a token service that did not respond.
   *
   * @param service the token service's URL without secrets
   * @param reason what happened
   */
  public static NoToken unanswered(String service, String reason, NoResponse silence) {
    return new NoToken(service, reason, 0, false, null, silence);
  }

  /**
   * Creates a failure for an error response of the token service.
   *
   * @param service the token service's URL without secrets
   * @param said the service's own words, worded to continue a sentence, or an empty text
   * @param refusesCredentials whether it does not accept the credentials
   * @param retryAfter the response's header {@code Retry-After}, or null if it has none
   */
  public static NoToken refused(
      String service,
      int status,
      String said,
      boolean refusesCredentials,
      @Nullable String retryAfter) {
    return new NoToken(
        service,
        "it responded with " + status + said,
        status,
        refusesCredentials,
        retryAfter,
        null);
  }

  /** Returns the token service's URL without secrets. */
  public String service() {
    return service;
  }

  /** Returns the response's header {@code Retry-After}, or null if it has none. */
  public @Nullable String retryAfter() {
    return retryAfter;
  }

  /** Returns the token service's HTTP status, or 0 if the status is not the reason. */
  @Override
  public int status() {
    return status;
  }

  public boolean refusesCredentials() {
    return refusesCredentials;
  }

  /** Returns why there was no response, or null if the token service responded. */
  public @Nullable NoResponse silence() {
    return silence;
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.noToken(this);
  }
}

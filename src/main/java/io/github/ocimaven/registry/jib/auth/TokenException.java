package io.github.ocimaven.registry.jib.auth;

import io.github.ocimaven.registry.jib.http.LoggableUrl;
import java.io.IOException;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** A token service gave no token. */
public final class TokenException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final boolean refusesCredentials;
  private @Nullable String retryAfter;

  private TokenException(
      URL service,
      String reason,
      int status,
      boolean refusesCredentials,
      @Nullable Throwable cause) {
    super("the token service " + LoggableUrl.withoutSecrets(service) + " gave no token: " + reason);
    initCause(cause);
    this.status = status;
    this.refusesCredentials = refusesCredentials;
  }

  /**
   * Says why there is no use in asking, or what is wrong with an answer.
   *
   * @param service the token service's URL; its secrets are left out
   * @param reason what happened
   */
  TokenException(URL service, String reason) {
    this(service, reason, 0, false, null);
  }

  /** There was no answer. */
  static TokenException unanswered(URL service, String reason, IOException cause) {
    return new TokenException(service, reason, 0, false, cause);
  }

  /**
   * The answer is none of success.
   *
   * @param service the token service's URL; its secrets are left out
   * @param status the HTTP status
   * @param said its words as they continue a sentence, or an empty text
   * @param refusesCredentials whether it is the credentials that it does not take
   */
  static TokenException answered(URL service, int status, String said, boolean refusesCredentials) {
    return new TokenException(
        service, "it answered with " + status + said, status, refusesCredentials, null);
  }

  /** Keeps the header {@code Retry-After} of the answer. */
  public TokenException retryAfter(@Nullable String header) {
    retryAfter = header;
    return this;
  }

  /** Returns the header {@code Retry-After} of the answer, or null where it has none. */
  public @Nullable String retryAfter() {
    return retryAfter;
  }

  /** Returns the HTTP status, or 0 where that is not what went wrong. */
  public int status() {
    return status;
  }

  /** Tells whether it is the credentials that the token service does not take. */
  public boolean refusesCredentials() {
    return refusesCredentials;
  }
}

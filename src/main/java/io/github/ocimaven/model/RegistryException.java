package io.github.ocimaven.model;

import org.jspecify.annotations.Nullable;

/** A registry could not be reached, or did not do what it was asked to. */
public final class RegistryException extends PushException {

  private static final long serialVersionUID = 1L;

  /** Why it failed. */
  public enum Reason {
    /** The host name does not resolve. */
    UNKNOWN_HOST(true),
    /** Nothing listens there, or the connection broke. */
    UNREACHABLE(false),
    /** The other side made no progress for as long as {@code timeout} allows. */
    TIMEOUT(false),
    /** The certificate is not trusted, has expired, or is for another host. */
    UNTRUSTED_CERTIFICATE(true),
    /** It wants a client certificate, or refuses the one it got. */
    CLIENT_CERTIFICATE(true),
    /** A proxy on the way wants other credentials, or does not let anybody through to there. */
    PROXY_REFUSED(true),
    /** What answers there does not speak the distribution protocol. */
    NOT_A_REGISTRY(true),
    /** 401: it wants credentials, or refuses the ones it got. */
    UNAUTHORIZED(true),
    /** 403: the credentials are good, but not for this. */
    DENIED(true),
    /** The repository's name is not allowed, or the repository does not exist there. */
    REPOSITORY_REFUSED(true),
    /** 413: a body is larger than the registry or a proxy before it allows. */
    TOO_LARGE(true),
    /** It holds other bytes than it was sent. */
    STORED_OTHER_BYTES(false),
    /** Any other answer. */
    REFUSED(false);

    private final boolean mendable;

    Reason(boolean mendable) {
      this.mendable = mendable;
    }
  }

  private final Reason reason;
  private final int status;

  /**
   * Says what happened.
   *
   * @param action what was tried, with its subject: {@code upload blob sha256:… to
   *     ghcr.io/acme/app}
   * @param reason why it failed
   * @param status the HTTP status, or 0 where there was no answer
   * @param detail the reason in words, and what to do about it
   * @param cause what went wrong below, or null
   */
  public RegistryException(
      String action, Reason reason, int status, String detail, @Nullable Throwable cause) {
    super("Cannot " + action + ": " + detail, cause);
    this.reason = reason;
    this.status = status;
  }

  /** Returns why it failed. */
  public Reason reason() {
    return reason;
  }

  /** Returns the HTTP status, or 0 where there was no answer. */
  public int status() {
    return status;
  }

  @Override
  public boolean isMendable() {
    return reason.mendable;
  }
}

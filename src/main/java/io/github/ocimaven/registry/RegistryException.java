package io.github.ocimaven.registry;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.registry.Transience.Gate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A registry could not be reached, or did not do what was requested. */
public final class RegistryException extends PushException {

  private static final long serialVersionUID = 1L;

  /** Why it failed. */
  public enum Reason {
    /** The host name does not resolve. */
    UNKNOWN_HOST(true),
    /** No connection could be established, or it broke. */
    UNREACHABLE(false),
    /** The peer made no progress for longer than {@code timeout}. */
    TIMEOUT(false),
    /** The certificate is not trusted, has expired, or is for another host. */
    UNTRUSTED_CERTIFICATE(true),
    /** The registry requires a client certificate, or refuses the one it received. */
    CLIENT_CERTIFICATE(true),
    /** A proxy requires other credentials, or does not allow connections to the registry. */
    PROXY_REFUSED(true),
    /** The server does not speak the distribution protocol. */
    NOT_A_REGISTRY(true),
    /** 401: the registry requires credentials, or refuses the ones it received. */
    UNAUTHORIZED(true),
    /** 403: the credentials are valid, but do not allow this. */
    DENIED(true),
    /** The repository's name is not allowed, or the repository does not exist. */
    REPOSITORY_REFUSED(true),
    /** 413: a body is larger than the registry, or a proxy in front of it, allows. */
    TOO_LARGE(true),
    /** The tag names another manifest, and the registry does not allow moving it. */
    TAG_IMMUTABLE(true),
    /** 415: the registry does not support the manifest's media type. */
    MEDIA_TYPE_REFUSED(true),
    /** The registry lacks a blob or manifest that it had before and that a manifest refers to. */
    CONTENT_LACKING(false),
    /** The registry holds other bytes than it was sent. */
    STORED_OTHER_BYTES(false),
    /** Any other response. */
    REFUSED(false);

    private final boolean userFixable;

    Reason(boolean userFixable) {
      this.userFixable = userFixable;
    }
  }

  private final String action;
  private final Reason reason;
  private final int status;
  private final @Nullable Transience transience;
  private final transient Set<Digest> lacking;
  private transient @Nullable Gate gate;
  private final List<String> notes = new CopyOnWriteArrayList<>();

  /**
   * Creates a failure that another attempt would not help.
   *
   * @param action what was tried, with its subject: {@code upload blob sha256:… to
   *     ghcr.io/acme/app}
   * @param reason why it failed
   * @param status the HTTP status, or 0 if there was no response
   * @param detail the reason in words, and what to do about it
   * @param cause the underlying failure, or null
   */
  public RegistryException(
      String action, Reason reason, int status, String detail, @Nullable Throwable cause) {
    this(action, reason, status, detail, null, Set.of(), cause);
  }

  /**
   * Creates a failure.
   *
   * @param action what was tried, with its subject: {@code upload blob sha256:… to
   *     ghcr.io/acme/app}
   * @param reason why it failed
   * @param status the HTTP status, or 0 if there was no response
   * @param detail the reason in words, and what to do about it
   * @param transience when another attempt makes sense, or null if it would not help
   * @param lacking the blobs and manifests that the registry says it lacks
   * @param cause the underlying failure, or null
   */
  public RegistryException(
      String action,
      Reason reason,
      int status,
      String detail,
      @Nullable Transience transience,
      Set<Digest> lacking,
      @Nullable Throwable cause) {
    super("Cannot " + action + ": " + detail, cause);
    this.action = action;
    this.reason = reason;
    this.status = status;
    this.transience = transience;
    this.lacking = Set.copyOf(lacking);
  }

  /**
   * Adds a note to this failure, unless it already has the note.
   *
   * @param note a continuation of the message: {@code gave up after 5 attempts}
   * @return this failure, to be thrown
   */
  public RegistryException adding(String note) {
    if (!notes.contains(note)) {
      notes.add(note);
    }
    return this;
  }

  /**
   * Marks this failure as the refusal of a host that limits requests.
   *
   * @param hosts the gate of all requests to the host, which should be closed
   * @return this failure, to be thrown
   */
  public RegistryException closing(Gate hosts) {
    gate = hosts;
    return this;
  }

  /** Returns action, reason and remedy, followed by the added notes. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage())
        + notes.stream().map(note -> "; " + note).collect(Collectors.joining());
  }

  /** Returns what was tried, with its subject: {@code upload blob sha256:… to ghcr.io/acme/app}. */
  public String action() {
    return action;
  }

  /** Returns when another attempt makes sense, or empty if it would not help. */
  public Optional<Transience> transience() {
    return Optional.ofNullable(transience);
  }

  /** Returns the gate to close if a host limits requests, and empty for any other failure. */
  public Optional<Gate> gate() {
    return Optional.ofNullable(gate);
  }

  /** Returns the blobs and manifests that the registry says it lacks, as far as it names them. */
  public Set<Digest> lacking() {
    return lacking;
  }

  /** Returns why it failed. */
  public Reason reason() {
    return reason;
  }

  /** Returns the HTTP status, or 0 if there was no response. */
  public int status() {
    return status;
  }

  /** Returns whether the registry has responded that it did not do what was requested. */
  public boolean isRefusal() {
    return status > 0 && status < 500;
  }

  @Override
  public String topic() {
    return topicOf(reason);
  }

  @Override
  public boolean isUserFixable() {
    return reason.userFixable;
  }
}

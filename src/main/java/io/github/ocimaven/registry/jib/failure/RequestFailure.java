package io.github.ocimaven.registry.jib.failure;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a failed request. Created once, where the response or its absence is seen. Messages
 * contain no URL, because they appear in stack traces.
 *
 * <p>Code that distinguishes the cases implements {@link Cases}, so that the compiler reports each
 * place that lacks a new one.
 */
public abstract sealed class RequestFailure extends IOException
    permits Blocked,
        InvalidResponse,
        NoResponse,
        NotARegistry,
        NoToken,
        Refused,
        StoppedByProxy,
        UploadLost {

  private static final long serialVersionUID = 1L;

  /**
   * Creates a failure.
   *
   * @param message what happened, without any URL
   * @param cause the exception thrown by a library, or null
   */
  RequestFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * One function for each case.
   *
   * @param <R> the functions' result
   */
  public interface Cases<R> {

    R refused(Refused failure);

    R uploadLost(UploadLost failure);

    R invalidResponse(InvalidResponse failure);

    R notARegistry(NotARegistry failure);

    R noToken(NoToken failure);

    R stoppedByProxy(StoppedByProxy failure);

    R blocked(Blocked failure);

    R noResponse(NoResponse failure);
  }

  /** Applies the function for this case. */
  public abstract <R> R match(Cases<R> cases);

  /**
   * Returns the HTTP status of the response that failed the request, or 0 if there was none. The
   * sender of that response depends on the case.
   */
  public int status() {
    return 0;
  }

  /** Returns the root cause, whose message is closest to the facts. */
  public Throwable root() {
    return Causes.root(this);
  }
}

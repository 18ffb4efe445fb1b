package io.github.ocimaven.registry.jib.failure;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A request that did not succeed, as facts. It is created once, where the response or its absence
 * is seen. Messages hold no URL: they appear in stack traces.
 *
 * <p>Whoever needs to tell the cases apart implements {@link Cases}, so that the compiler names
 * each place that forgets a new one.
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
   * @param cause what a library threw, or null
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
   * Returns the HTTP status of the response that failed the request, or 0 if there was none. Whose
   * response it is depends on the case.
   */
  public int status() {
    return 0;
  }

  /** Returns the first of the causes, whose message is closest to the facts. */
  public Throwable root() {
    return Causes.root(this);
  }
}

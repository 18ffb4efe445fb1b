package io.github.ocimaven.registry.jib;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A proxy did not let a request through, or could not be reached; the registry knows nothing of it.
 */
final class ProxyException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient Explanation explanation;
  private final int status;

  /**
   * Says why.
   *
   * @param explanation the reason, what happened, and what to do
   * @param status the proxy's HTTP status, or 0 where there was no answer
   * @param cause what went wrong below, or null
   */
  ProxyException(Explanation explanation, int status, @Nullable Throwable cause) {
    super(explanation.detail(), cause);
    this.explanation = explanation;
    this.status = status;
  }

  Explanation explanation() {
    return explanation;
  }

  /** Returns the proxy's HTTP status, or 0 where there was no answer. */
  int status() {
    return status;
  }
}

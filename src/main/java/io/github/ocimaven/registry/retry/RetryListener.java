package io.github.ocimaven.registry.retry;

import io.github.ocimaven.registry.Transience.Pause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Notified of retries, by several threads at once. */
@FunctionalInterface
public interface RetryListener {

  /** Ignores all retries. */
  RetryListener NONE = retry -> {};

  /** Notifies that an operation failed and will be tried again. */
  void retrying(Retry retry);

  /**
   * An attempt after a failed one.
   *
   * @param action what failed, with its subject: {@code upload blob sha256:… to ghcr.io/acme/app}
   * @param symptom what was seen, in a few words: {@code 503}, {@code connection reset}
   * @param attempt the number of the attempt, 2 or more
   * @param attempts the maximum number of attempts
   * @param delay the time until the attempt begins
   * @param pause the pause of all requests to the host, or null if only this operation waits
   */
  record Retry(
      String action,
      String symptom,
      int attempt,
      int attempts,
      Duration delay,
      @Nullable Pause pause) {

    /** Creates an attempt that no other operation waits for. */
    public Retry(String action, String symptom, int attempt, int attempts, Duration delay) {
      this(action, symptom, attempt, attempts, delay, null);
    }
  }
}

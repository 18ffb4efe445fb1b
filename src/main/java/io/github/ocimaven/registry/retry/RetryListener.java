package io.github.ocimaven.registry.retry;

import java.time.Duration;

/** Is told of retries, by several threads at once. */
@FunctionalInterface
public interface RetryListener {

  /** Hears nothing. */
  RetryListener NONE = retry -> {};

  /**
   * Something failed and will be tried again.
   *
   * @param retry what, and when
   */
  void retrying(Retry retry);

  /**
   * An attempt that follows a failed one.
   *
   * @param action what failed, with its subject: {@code upload blob sha256:… to ghcr.io/acme/app}
   * @param symptom how, in a few words: {@code 503}, {@code connection reset}
   * @param attempt which attempt it will be, 2 or more
   * @param attempts how many there are at most
   * @param delay in how long it begins
   */
  record Retry(String action, String symptom, int attempt, int attempts, Duration delay) {}
}

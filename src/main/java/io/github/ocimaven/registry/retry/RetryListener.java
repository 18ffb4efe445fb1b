package io.github.ocimaven.registry.retry;

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
}

package io.github.ocimaven.registry.jib.explain;

/**
 * A call of the HTTP client's.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface Call<T> {

  /**
   * Makes the call.
   *
   * @throws Exception of many kinds, among them unchecked ones where a registry's answer is
   *     malformed
   */
  T run() throws Exception;
}

package io.github.ocimaven.registry.jib.explain;

/**
 * A call of the HTTP client.
 *
 * @param <T> the result
 */
@FunctionalInterface
public interface Call<T> {

  /**
   * Makes the call.
   *
   * @throws Exception of many kinds, including unchecked ones if a registry's response is malformed
   */
  T run() throws Exception;
}

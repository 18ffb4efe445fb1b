package io.github.ocimaven.testing.registry.exchange;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Scripted misbehaviour: may answer a request before the registry, and its access control, do. */
@FunctionalInterface
public interface Interceptor {

  /** The answer to give instead of the normal one, or empty to let the registry answer. */
  Optional<Answer> intercept(RegistryRequest request);

  /** Gives one answer to everything, as a server that is no registry does. */
  static Interceptor always(Answer answer) {
    return request -> Optional.of(answer);
  }

  /**
   * Gives an answer to requests of one method whose path contains a text.
   *
   * @param method the HTTP method, or {@code *} for any
   */
  static Interceptor on(String method, String pathPart, Answer answer) {
    return request ->
        (method.equals("*") || method.equals(request.method())) && request.path().contains(pathPart)
            ? Optional.of(answer)
            : Optional.empty();
  }

  /** Limits an interceptor to its first answers, so that a retry succeeds. */
  static Interceptor times(int answers, Interceptor interceptor) {
    AtomicInteger left = new AtomicInteger(answers);
    return request -> interceptor.intercept(request).filter(answer -> left.getAndDecrement() > 0);
  }
}

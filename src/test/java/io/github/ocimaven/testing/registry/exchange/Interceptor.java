package io.github.ocimaven.testing.registry.exchange;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Scripted misbehaviour: may respond to a request before the registry and its access control. */
@FunctionalInterface
public interface Interceptor {

  /** The response to send instead of the normal one, or empty to let the registry respond. */
  Optional<Answer> intercept(RegistryRequest request);

  /** Responds to everything in the same way, like a server that is not a registry. */
  static Interceptor always(Answer answer) {
    return request -> Optional.of(answer);
  }

  /**
   * Sends a response to requests of one method whose path contains a text.
   *
   * @param method the HTTP method, or {@code *} for any
   */
  static Interceptor on(String method, String pathPart, Answer answer) {
    return request ->
        (method.equals("*") || method.equals(request.method())) && request.path().contains(pathPart)
            ? Optional.of(answer)
            : Optional.empty();
  }

  /** Limits an interceptor to its first responses, so that a retry succeeds. */
  static Interceptor times(int answers, Interceptor interceptor) {
    AtomicInteger left = new AtomicInteger(answers);
    return request -> interceptor.intercept(request).filter(answer -> left.getAndDecrement() > 0);
  }
}

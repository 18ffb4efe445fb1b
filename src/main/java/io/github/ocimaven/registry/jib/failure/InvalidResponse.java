package io.github.ocimaven.registry.jib.failure;

import org.jspecify.annotations.Nullable;

/** A response that violates the protocol. Another attempt would not help. */
public final class InvalidResponse extends RequestFailure {

  private static final long serialVersionUID = 1L;

  /**
   * Creates a failure.
   *
   * @param message what is wrong with the response, worded to continue a sentence, without any URL
   */
  public InvalidResponse(String message) {
    this(message, null);
  }

  /**
   * Creates a failure for a response that a library could not process.
   *
   * @param message what is wrong with the response, worded to continue a sentence, without any URL
   * @param cause what the library threw
   */
  public InvalidResponse(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.invalidResponse(this);
  }
}

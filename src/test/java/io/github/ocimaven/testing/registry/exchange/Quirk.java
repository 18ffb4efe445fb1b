package io.github.ocimaven.testing.registry.exchange;

import com.sun.net.httpserver.Headers;
import java.util.Optional;

/** A deviation of some registry from the spec, or from other registries. */
public interface Quirk {

  /**
   * The response to a request that this registry refuses, or empty; called after the access
   * control.
   *
   * @param name the repository's name
   * @param reference the end of the path: a tag, a digest, an upload's ID
   */
  default Optional<Answer> refusal(
      RegistryRequest request, String name, String reference, RegistryStore store) {
    return Optional.empty();
  }

  /** Changes the headers of a response before it is sent, and returns the status to send. */
  default int alter(RegistryRequest request, int status, Headers headers) {
    return status;
  }
}

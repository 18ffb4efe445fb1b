package io.github.ocimaven.testing.registry.exchange;

import com.sun.net.httpserver.Headers;
import java.util.Optional;

/** One way in which some registry differs from what the spec says, or from what others do. */
public interface Quirk {

  /**
   * The answer to a request that this registry refuses, or empty; asked after the access control.
   *
   * @param name the repository's name
   * @param reference what the path ends with: a tag, a digest, an upload's id
   */
  default Optional<Answer> refusal(
      RegistryRequest request, String name, String reference, RegistryStore store) {
    return Optional.empty();
  }

  /** Changes the headers of an answer that is about to be sent, and gives the status to send. */
  default int alter(RegistryRequest request, int status, Headers headers) {
    return status;
  }
}

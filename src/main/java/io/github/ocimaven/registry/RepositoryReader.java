package io.github.ocimaven.registry;

import io.github.ocimaven.model.Descriptor;
import java.util.concurrent.CancellationException;

/**
 * A repository whose blobs can be read. Every method, and every stream, fails with a {@link
 * RegistryException}; in a thread that is interrupted, and once the repository is closed, with a
 * {@link CancellationException}, without waiting for the registry.
 */
public interface RepositoryReader {

  /**
   * Finds a blob ({@code GET /v2/<name>/blobs/<digest>}, as soon as it is opened).
   *
   * @param blob what it is
   * @return its bytes, which the caller verifies; they are never held in memory
   */
  RemoteContent blob(Descriptor blob);
}

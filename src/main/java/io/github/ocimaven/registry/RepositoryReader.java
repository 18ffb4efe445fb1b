package io.github.ocimaven.registry;

import io.github.ocimaven.model.Descriptor;
import java.util.concurrent.CancellationException;

/**
 * A repository whose blobs can be read. Methods and streams throw {@link RegistryException} on
 * failure. If the thread is interrupted or the repository is closed, they throw {@link
 * CancellationException} without waiting for the registry.
 */
public interface RepositoryReader {

  /**
   * Returns the content of a blob. Nothing is requested until it is opened ({@code GET
   * /v2/<name>/blobs/<digest>}).
   *
   * @return the blob's bytes, which the caller verifies; they are never held in memory
   */
  RemoteContent blob(Descriptor blob);
}

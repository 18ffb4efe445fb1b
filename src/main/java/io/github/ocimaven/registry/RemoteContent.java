package io.github.ocimaven.registry;

import io.github.ocimaven.model.Content;
import java.io.InputStream;

/**
 * A blob in a registry. Each opening requests it anew. The digest is not verified: the streams
 * return what the registry sends, and only check that the number of bytes matches the descriptor.
 * Each holds a connection until it reaches its end or is closed, and throws the same exceptions as
 * the methods of the repository.
 */
public interface RemoteContent extends Content {

  @Override
  default InputStream open() {
    return openAt(0);
  }

  /**
   * Opens the rest of the bytes for reading.
   *
   * @param offset the number of bytes to skip, at most {@link #size()}
   */
  InputStream openAt(long offset);
}

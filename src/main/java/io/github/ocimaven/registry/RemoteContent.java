package io.github.ocimaven.registry;

import io.github.ocimaven.model.Content;
import java.io.InputStream;

/**
 * A blob that lies in a registry. Each opening asks for it anew. It is not verified: the streams
 * give what the registry sends, and see to it only that there are as many bytes as the descriptor
 * says. They hold a connection each until they are at their end or closed, and fail as the methods
 * of the repository do.
 */
public interface RemoteContent extends Content {

  @Override
  default InputStream open() {
    return openAt(0);
  }

  /**
   * Opens the bytes for reading, not from the first one on.
   *
   * @param offset how many bytes are left out, at most {@link #size()}
   * @return a stream that ends with the last byte
   */
  InputStream openAt(long offset);
}

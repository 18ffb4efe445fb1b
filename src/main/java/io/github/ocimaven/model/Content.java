package io.github.ocimaven.model;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a blob or manifest, where they lie. They can be read as often as it takes. */
public interface Content {

  /** Returns how many bytes there are. */
  long size();

  /** Returns where they lie, for messages: a path, or an archive's path and an entry's name. */
  String location();

  /**
   * Opens them for reading, from the first byte.
   *
   * @return a stream that ends after {@link #size()} bytes, or earlier where bytes are missing
   * @throws IOException if they can't be read, for instance because a link has taken their place
   */
  InputStream open() throws IOException;
}

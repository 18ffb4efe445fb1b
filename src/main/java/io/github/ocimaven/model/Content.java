package io.github.ocimaven.model;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a blob or manifest. They can be read any number of times. */
public interface Content {

  /** Returns the size in bytes. */
  long size();

  /** Returns their location, for messages: a path, or an archive's path and an entry's name. */
  String location();

  /**
   * Opens them for reading, from the first byte.
   *
   * @return a stream that ends after {@link #size()} bytes, or earlier if bytes are missing
   * @throws IOException if they can't be read, for example because a link has replaced the file
   */
  InputStream open() throws IOException;
}

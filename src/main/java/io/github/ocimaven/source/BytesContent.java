package io.github.ocimaven.source;

import io.github.ocimaven.model.Content;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Content held in memory: a generated document that is not in the source. */
public final class BytesContent implements Content {

  private final byte[] bytes;
  private final String location;

  public BytesContent(byte[] bytes, String location) {
    this.bytes = bytes.clone();
    this.location = location;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}

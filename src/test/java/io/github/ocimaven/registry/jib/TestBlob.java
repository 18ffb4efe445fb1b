package io.github.ocimaven.registry.jib;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Random;

/** A blob in memory. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TestBlob(byte[] bytes) implements Content {

  /** A given number of bytes, which differ by seed. */
  public static TestBlob random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return new TestBlob(bytes);
  }

  public Descriptor descriptor() {
    return new Descriptor(MediaType.OCI_LAYER, Digest.sha256(bytes), bytes.length);
  }

  String digest() {
    return descriptor().digest().toString();
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public String location() {
    return "a test";
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}

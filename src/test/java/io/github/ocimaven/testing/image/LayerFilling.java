package io.github.ocimaven.testing.image;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the bytes of a layer's only file. */
@FunctionalInterface
public interface LayerFilling {
  /** Writes a given number of bytes, always the same ones for the same layer. */
  void writeTo(OutputStream out, int layer) throws IOException;
}

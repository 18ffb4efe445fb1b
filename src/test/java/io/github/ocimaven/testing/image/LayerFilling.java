package io.github.ocimaven.testing.image;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the bytes of the one file of a layer. */
@FunctionalInterface
public interface LayerFilling {
  /** Writes as many bytes as the layer's file has, the same ones for the same layer. */
  void writeTo(OutputStream out, int layer) throws IOException;
}

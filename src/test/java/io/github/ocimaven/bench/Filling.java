package io.github.ocimaven.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** The content of a layer. */
enum Filling {
  /** Random bytes: as in jars, pictures and archives. */
  INCOMPRESSIBLE {
    @Override
    void write(OutputStream out, int layer, long bytes) throws IOException {
      SplittableRandom random = new SplittableRandom(layer);
      byte[] buffer = new byte[BUFFER_BYTES];
      for (long left = bytes; left > 0; left -= buffer.length) {
        random.nextBytes(buffer);
        out.write(buffer, 0, (int) Math.min(buffer.length, left));
      }
    }
  },

  /** The class files of the JDK, a different part of them in each layer: as in programs. */
  TYPICAL {
    @Override
    void write(OutputStream out, int layer, long bytes) throws IOException {
      Path modules = Path.of(System.getProperty("java.home"), "lib", "modules");
      long left = bytes;
      long start = layer * 7_777_777L % (Files.size(modules) / 2);
      while (left > 0) {
        try (InputStream in = Files.newInputStream(modules)) {
          in.skipNBytes(start);
          byte[] buffer = new byte[BUFFER_BYTES];
          for (int count = in.read(buffer); count >= 0 && left > 0; count = in.read(buffer)) {
            out.write(buffer, 0, (int) Math.min(count, left));
            left -= count;
          }
        }
      }
    }
  };

  private static final int BUFFER_BYTES = 64 * 1024;

  /** Writes a given number of bytes, always the same ones for the same layer. */
  abstract void write(OutputStream out, int layer, long bytes) throws IOException;
}

package io.github.ocimaven.testing.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes plain ustar archives whose bytes depend on the names and contents only. */
final class TarWriter implements AutoCloseable {

  private static final int BLOCK = 512;

  private final OutputStream out;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes part of an entry's content. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  void directory(String name) throws IOException {
    header(name + "/", 0, "755", '5');
  }

  /** Adds a file; the content must have exactly the announced size. */
  void file(String name, long size, Content content) throws IOException {
    header(name, size, "644", '0');
    content.writeTo(out);
    out.write(new byte[(int) (-size & (BLOCK - 1))]);
  }

  /** Ends the archive and closes the stream. */
  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.close();
  }

  private void header(String name, long size, String mode, char type) throws IOException {
    byte[] header = new byte[BLOCK];
    if (name.length() >= 100) {
      throw new IllegalArgumentException("The name is too long: " + name);
    }
    put(header, 0, name);
    put(header, 100, octal(Long.parseLong(mode, 8), 7));
    put(header, 108, octal(0, 7));
    put(header, 116, octal(0, 7));
    put(header, 124, octal(size, 11));
    put(header, 136, octal(0, 11));
    put(header, 148, " ".repeat(8));
    put(header, 156, String.valueOf(type));
    put(header, 257, "ustar\00000");
    int checksum = 0;
    for (byte value : header) {
      checksum += value & 0xff;
    }
    put(header, 148, octal(checksum, 6) + "\0 ");
    out.write(header);
  }

  private static String octal(long value, int digits) {
    return String.format(Locale.ROOT, "%0" + digits + "o", value);
  }

  private static void put(byte[] header, int offset, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}

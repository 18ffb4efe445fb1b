package io.github.ocimaven.testing.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The kinds of tar headers, written without the library that the plugin reads them with. */
public enum TarDialect {
  /** Unix V7: no magic, and a file's type is a zero byte. */
  V7("", false),
  /** POSIX 1003.1-1988: a long name is split at a slash. */
  USTAR("ustar\00000", false),
  /** GNU tar: a separate entry with a long name precedes its entry. */
  GNU("ustar  \0", false),
  /** GNU tar with sizes in binary, as it writes them from 8 GiB on. */
  GNU_BINARY_SIZE("ustar  \0", true),
  /**
   * POSIX 1003.1-2001: records before each entry hold its name, link and size; the header after
   * them has different ones, which are ignored.
   */
  PAX("ustar\00000", false);

  static final int BLOCK = 512;

  private static final int NAME_LENGTH = 100;
  private static final int PREFIX_LENGTH = 155;

  private final String magic;
  private final boolean binarySize;

  TarDialect(String magic, boolean binarySize) {
    this.magic = magic;
    this.binarySize = binarySize;
  }

  void write(TarEntry entry, ByteArrayOutputStream out) throws IOException {
    switch (this) {
      case PAX -> writePax(entry, out);
      case GNU, GNU_BINARY_SIZE -> {
        writeLongName('L', entry.name(), out);
        writeLongName('K', entry.link(), out);
        String name = shorten(entry.name());
        writeEntry(name, "", shorten(entry.link()), entry.statedSize(), entry, out);
      }
      default -> {
        String name = entry.name();
        int slash = name.length() <= NAME_LENGTH ? -1 : name.indexOf('/', splitFrom(name));
        String prefix = slash < 0 ? "" : name.substring(0, slash);
        require(name.substring(slash + 1).length() <= NAME_LENGTH, name);
        require(this != V7 || prefix.isEmpty(), name);
        require(prefix.length() <= PREFIX_LENGTH, name);
        require(entry.link().length() <= NAME_LENGTH, entry.link());
        writeEntry(name.substring(slash + 1), prefix, entry.link(), entry.statedSize(), entry, out);
      }
    }
  }

  private static int splitFrom(String name) {
    return name.length() - NAME_LENGTH - 1;
  }

  private static void require(boolean fits, String name) {
    if (!fits) {
      throw new IllegalArgumentException("The name is too long: " + name);
    }
  }

  private void writeLongName(char type, String name, ByteArrayOutputStream out) throws IOException {
    if (name.length() > NAME_LENGTH) {
      byte[] content = (name + "\0").getBytes(StandardCharsets.UTF_8);
      TarEntry entry = new TarEntry("././@LongLink", type, "", content, content.length);
      writeEntry(entry.name(), "", "", content.length, entry, out);
    }
  }

  private void writePax(TarEntry entry, ByteArrayOutputStream out) throws IOException {
    String records =
        record("mtime", "1700000000.123456789")
            + record("path", entry.name())
            + record("size", String.valueOf(entry.statedSize()))
            + (entry.link().isEmpty() ? "" : record("linkpath", entry.link()));
    TarEntry header = TarEntry.file("PaxHeaders.0/x", records.getBytes(StandardCharsets.UTF_8));
    TarEntry typed = new TarEntry(header.name(), 'x', "", header.content(), header.statedSize());
    writeEntry(typed.name(), "", "", typed.statedSize(), typed, out);
    writeEntry("see-the-records", "", shorten(entry.link()), 0, entry, out);
  }

  /** A record states its own length, the digits of the length included. */
  private static String record(String key, String value) {
    int rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
    int length = rest + 1;
    while (rest + String.valueOf(length).length() != length) {
      length++;
    }
    return length + " " + key + "=" + value + "\n";
  }

  private static String shorten(String name) {
    return name.substring(0, Math.min(name.length(), NAME_LENGTH));
  }

  private void writeEntry(
      String name, String prefix, String link, long size, TarEntry entry, ByteArrayOutputStream out)
      throws IOException {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    putSize(header, size);
    put(header, 136, "00000000000");
    Arrays.fill(header, 148, 156, (byte) ' ');
    header[156] = this == V7 && entry.type() == TarEntry.FILE ? 0 : (byte) entry.type();
    put(header, 157, link);
    put(header, 257, magic);
    put(header, 345, prefix);
    int checksum = 0;
    for (byte value : header) {
      checksum += value & 0xff;
    }
    put(header, 148, octal(checksum, 6) + "\0 ");
    out.write(header);
    out.write(entry.content());
    out.write(new byte[-entry.content().length & (BLOCK - 1)]);
  }

  private void putSize(byte[] header, long size) {
    if (binarySize || size < 0 || size > 077777777777L) {
      Arrays.fill(header, 124, 128, (byte) (size < 0 ? 0xff : 0));
      for (int i = 0; i < Long.BYTES; i++) {
        header[135 - i] = (byte) (size >> (8 * i));
      }
      header[124] = (byte) (size < 0 ? 0xff : 0x80);
    } else {
      put(header, 124, octal(size, 11));
    }
  }

  private static String octal(long value, int digits) {
    return String.format(Locale.ROOT, "%0" + digits + "o", value);
  }

  private static void put(byte[] header, int offset, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}
